import type { OfficerRole, Order, OrderOf, OrderType } from '@kumoh-pay/domain';
import type { Keyring } from './keyring.ts';

/**
 * Who must have signed each order, in the audit's own words (ledger.md §4). `by` holds the signers whose signatures
 * were verified. Two rules need figures that the replay keeps: the caps of a lone issuer and of a vendor's refunds
 * (solo-caps.ts).
 */
export interface Signed {
  by: ReadonlySet<string>;
  keyring: Keyring;
}
type Rules = { [Type in OrderType]: (signed: Signed, order: OrderOf<Type>) => boolean };

const withRole = ({ by, keyring }: Signed, role: OfficerRole, but = ''): string[] =>
  [...keyring.officers]
    .filter(([id, one]) => id !== but && one.active && one.roles.includes(role) && by.has(`officer.${id}`))
    .map(([id]) => id);
export const hasRole = (signed: Signed, role: OfficerRole): boolean => withRole(signed, role).length > 0;

/** Two officers with two keys. */
function pair(signed: Signed, first: OfficerRole, second: OfficerRole, but = ''): boolean {
  const { officers } = signed.keyring;
  const seconds = withRole(signed, second, but);
  return withRole(signed, first, but).some((one) =>
    seconds.some((other) => one !== other && officers.get(one)?.key !== officers.get(other)?.key),
  );
}

const isEnroller = ({ keyring }: Signed, id: string): boolean =>
  keyring.officers.get(id)?.roles.includes('enroller') === true;
const twoApprovers = (signed: Signed): boolean => pair(signed, 'approver', 'approver');
const approver = (signed: Signed): boolean => hasRole(signed, 'approver');
const issuerAndApprover = (signed: Signed): boolean => pair(signed, 'issuer', 'approver');
const registrarAndApprover = (signed: Signed): boolean => pair(signed, 'registrar', 'approver');
const anyone = ({ by }: Signed): boolean => by.size > 0;
const terminalOf = ({ by, keyring }: Signed, vendor: string, terminal?: string): boolean =>
  [...keyring.terminals].some(
    ([id, one]) => one.active && one.vendor === vendor && (terminal ?? id) === id && by.has(`terminal.${id}`),
  );

const rules: Rules = {
  bootstrap: ({ by }, { body }) => body.officers.every((one) => by.has(`officer.${one.id}`)),
  appointOfficer: twoApprovers,
  retireOfficer: twoApprovers,
  setPolicy: twoApprovers,
  // Of the server's own key two approvers alone decide: whoever stole it must not replace it.
  replaceOfficerKey: (signed, { body }) =>
    (signed.by.has(`officer.${body.officer}`) && !isEnroller(signed, body.officer)) ||
    (signed.by.has(`recovery.${body.officer}`) && withRole(signed, 'approver', body.officer).length > 0) ||
    pair(signed, 'approver', 'approver', body.officer),
  openAccount: (signed, { body }) => hasRole(signed, 'enroller') && signed.by.has(`account.${body.account}`),
  setRecoveryKey: (signed, { body }) =>
    signed.by.has(`confirmed.${body.account}`) &&
    (signed.keyring.accounts.get(body.account)?.recoveryKey === null || registrarAndApprover(signed)),
  replaceKey: (signed) => hasRole(signed, 'enroller'),
  confirmKey: (signed, { body }) =>
    signed.by.has(`confirmed.${body.account}`) ||
    signed.by.has(`recovery.${body.account}`) ||
    registrarAndApprover(signed),
  keepKey: ({ by }, { body }) => by.has(`confirmed.${body.account}`),
  suspendAccount: (signed, { body }) =>
    signed.by.has(`account.${body.account}`) || hasRole(signed, 'enroller') || hasRole(signed, 'registrar'),
  resumeAccount: (signed, { body }) =>
    signed.by.has(`account.${body.account}`) ||
    signed.by.has(`recovery.${body.account}`) ||
    hasRole(signed, 'registrar'),
  closeAccount: registrarAndApprover,
  sweepAccount: anyone,
  gather: anyone,
  transfer: ({ by }, { body }) => by.has(`account.${body.from}`),
  createProgramme: issuerAndApprover,
  changeProgramme: issuerAndApprover,
  issue: (signed) => hasRole(signed, 'issuer'),
  revoke: issuerAndApprover,
  expire: anyone,
  registerVendor: (signed, { body }) =>
    body.payee === null && body.feeBasisPoints === 0 ? approver(signed) : twoApprovers(signed),
  changeVendor: (signed, { body }) =>
    body.payee === undefined && body.feeBasisPoints === undefined ? approver(signed) : twoApprovers(signed),
  pairTerminal: ({ by }, { body }) =>
    by.has(`terminal.${body.slip.terminal}`) && by.has(`pairing.${body.slip.terminal}`),
  retireTerminal: (signed, { body }) =>
    hasRole(signed, 'registrar') || signed.by.has(`terminal.${body.terminal}`),
  charge: (signed, { body }) => terminalOf(signed, body.vendor, body.terminal),
  pay: ({ by }, { body }) => by.has(`account.${body.account}`),
  presentCharge: (signed, { body }) => terminalOf(signed, body.vendor, body.terminal),
  refund: (signed, { body }) => terminalOf(signed, body.vendor, body.terminal),
  sealDay: (signed, { body }) => terminalOf(signed, body.vendor) || approver(signed),
  countDay: anyone,
  approveSettlement: approver,
  rejectSettlement: approver,
  preparePayout: approver,
  cancelPayout: twoApprovers,
  recordPayout: approver,
  void: (signed, { body }) => {
    if (body.type === 'order') return signed.by.has(body.signed.by);
    return (
      terminalOf(signed, body.vendor) ||
      (body.request !== undefined && [...signed.by].some((one) => one.startsWith('account.')))
    );
  },
};

/** False when somebody whose right the order uses has not signed it. */
export function signedByAllRequired<Type extends OrderType>(
  signed: Signed,
  order: OrderOf<Type> & { type: Type },
): boolean {
  return rules[order.type](signed, order);
}

export const ordersWithRules = Object.keys(rules);

/** The orders whose type is known only at run time. */
export const requiredSignersSigned = (signed: Signed, order: Order): boolean =>
  signedByAllRequired(signed, order);
