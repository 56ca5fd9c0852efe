import { type OrderOf, type OrderType, sumWon, type VoidableType } from '@kumoh-pay/domain';
import { fingerprintOf } from '@kumoh-pay/domain/fingerprint.ts';
import { sayDayAndTime, sayWon, words } from '@kumoh-pay/ui';
import { payoutFacts, policyFacts, programmeFacts, vendorFacts } from './change-facts.ts';
import { names } from './names.svelte.ts';
import type { Fact } from './signing.svelte.ts';

/** So many receivers are looked up by name at once; the largest amounts first, for a long list hides one easily. */
export const receiversNamed = 200;

export type AnyOrder = OrderOf<VoidableType>;

/**
 * An order in words, read from the order itself and the ledger: what the first officer signs and the second one sees.
 * @param more what the order does not say itself, such as figures.
 */
export async function factsOf(order: AnyOrder, more: readonly Fact[] = []): Promise<Fact[]> {
  const accounts = accountsIn(order);
  if (accounts.length > 0) await names.findPeople(accounts);
  const facts = [...(await bodyFacts(order)), ...more];
  const { facts: say } = words().console.orders;
  if ('until' in order.body && order.body.until !== undefined)
    facts.push({ label: say.until, value: sayDayAndTime(order.body.until) });
  return facts;
}

function accountsIn({ body }: AnyOrder): string[] {
  if ('receivers' in body) return toBeNamed(body.receivers).map(({ account }) => account);
  return 'account' in body && typeof body.account === 'string' ? [body.account] : [];
}

/** The ledger wants them by account; whoever signs wants to see who gets most. */
export const largestFirst = <Receiver extends { amount: number }>(
  receivers: readonly Receiver[],
): Receiver[] => receivers.toSorted((a, b) => b.amount - a.amount);

const toBeNamed = <Receiver extends { amount: number }>(receivers: readonly Receiver[]): Receiver[] =>
  largestFirst(receivers).slice(0, receiversNamed);

/** Who gets how much, by name, as far as the names were asked for; the rest is a count. */
export function receiversOf({ body }: AnyOrder): {
  named: { name: string; amount: number }[];
  others: number;
} {
  const receivers = 'receivers' in body ? body.receivers : [];
  const named = toBeNamed(receivers).map(({ account, amount }) => ({ name: names.account(account), amount }));
  return { named, others: receivers.length - named.length };
}

export const titleOf = (type: string): string => {
  const { titles } = words().console.orders;
  return isNamed(type, titles) ? titles[type] : type;
};
export const undoOf = (type: OrderType): string => {
  const { undo } = words().console.orders;
  return isNamed(type, undo) ? undo[type] : '';
};
const isNamed = <Names extends object>(name: PropertyKey, all: Names): name is keyof Names => name in all;

async function bodyFacts(order: AnyOrder): Promise<Fact[]> {
  const say = words().console.orders.facts;
  switch (order.type) {
    case 'createProgramme':
    case 'changeProgramme':
      return programmeFacts(order);
    case 'issue':
    case 'revoke':
      return issueFacts(order.body);
    case 'registerVendor':
    case 'changeVendor':
      return vendorFacts(order);
    case 'suspendAccount':
    case 'resumeAccount':
    case 'closeAccount':
      return [{ label: say.member, value: names.account(order.body.account), strong: true }];
    case 'appointOfficer':
      return [
        { label: say.officer, value: names.officer(order.body.officer.id), strong: true },
        { label: say.roles, value: rolesInWords(order.body.officer.roles) },
        { label: say.key, value: await fingerprintOf(order.body.officer.key) },
        { label: say.recoveryKey, value: await fingerprintOf(order.body.officer.recoveryKey) },
      ];
    case 'replaceOfficerKey':
      return [
        { label: say.officer, value: names.officer(order.body.officer), strong: true },
        { label: say.key, value: await fingerprintOf(order.body.key), strong: true },
        ...(order.body.recoveryKey === undefined
          ? []
          : [{ label: say.recoveryKey, value: await fingerprintOf(order.body.recoveryKey) }]),
      ];
    case 'confirmKey':
      return [
        { label: say.member, value: names.account(order.body.account), strong: true },
        { label: say.phoneKey, value: await fingerprintOf(order.body.key) },
      ];
    case 'retireOfficer':
      return [{ label: say.officer, value: names.officer(order.body.officer), strong: true }];
    case 'setPolicy':
      return policyFacts(order.body.limits);
    case 'cancelPayout':
    case 'recordPayout':
      return payoutFacts(order);
    case 'preparePayout':
      return [];
    case 'approveSettlement':
    case 'rejectSettlement':
      return [
        { label: say.vendor, value: names.vendor(order.body.vendor), strong: true },
        { label: say.settlementDay, value: say.dayNumber(order.body.day) },
      ];
    default:
      return [{ label: say.order, value: order.id }];
  }
}

export function rolesInWords(roles: readonly string[]): string {
  const { roles: say } = words().console.people;
  return roles.map((role) => (isNamed(role, say) ? say[role] : role)).join(', ');
}

function issueFacts({ programme, receivers }: OrderOf<'issue'>['body']): Fact[] {
  const say = words().console.orders.facts;
  const amounts = receivers.map(({ amount }) => amount);
  const [first] = largestFirst(receivers);
  const who = first ? names.account(first.account) : say.none;
  const facts: Fact[] = [
    { label: say.programme, value: names.programme(programme) },
    {
      label: say.receivers,
      value: receivers.length > 1 ? say.receiversMore(who, receivers.length - 1) : who,
    },
  ];
  if (receivers.length > 1 && new Set(amounts).size === 1 && amounts[0] !== undefined)
    facts.push({ label: say.each, value: sayWon(amounts[0]) });
  else if (receivers.length > 1 && first)
    facts.push({ label: say.most, value: `${who} · ${sayWon(first.amount)}` });
  facts.push({ label: say.total, value: sayWon(sumWon(amounts)), strong: true });
  return facts;
}
