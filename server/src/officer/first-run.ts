import {
  firstLimits,
  newId,
  type OrderOf,
  officerOrderLifetimeMs,
  ok,
  orderSchema,
  type Result,
  refuse,
  type Signature,
  type SignedBy,
} from '@kumoh-pay/domain';
import { z } from 'zod';
import { carryOut } from '../act/carry-out.ts';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { asResult } from '../money.ts';
import { hashInvitation, invitationLink, makeInvitation, openInvitation } from './invitation.ts';
import { type NewOfficer, officerPassword, type TotpEnrolment, writeOfficer } from './register.ts';
import {
  deleteBootstrap,
  deleteFounders,
  deleteInvitations,
  findBootstrap,
  listOfficerRows,
  type OfficerRow,
  saveBootstrap,
  useInvitation,
} from './store.ts';

/** Both founders hold every office role: with two people there is nobody else. The console warns below three approvers. */
const founderRoles = ['approver', 'auditor', 'issuer', 'registrar'] as const;

export async function isFounded({ money }: Pick<ServerParts, 'money'>): Promise<boolean> {
  const [policy] = await money.read({ records: [['policy']] });
  return policy !== null && policy !== undefined;
}

/** A new one-time secret at each start, until the ledger is founded; the ones before are void. */
export async function newFirstRunSecret(
  parts: Pick<ServerParts, 'db' | 'money' | 'now'>,
): Promise<string | null> {
  if (await isFounded(parts)) return null;
  const secret = newId();
  await transaction(parts.db, async (tx) => {
    await deleteInvitations(tx, 'firstRun');
    await makeInvitation(tx, parts.now(), {
      purpose: 'firstRun',
      roles: founderRoles,
      invitedBy: null,
      token: secret,
    });
  });
  return secret;
}

/** Officer 1, by the secret that the terminal printed. An earlier first run that was not finished is forgotten. */
export async function beginFirstRun(
  parts: ServerParts,
  secret: string,
  officer: NewOfficer,
): Promise<Result<TotpEnrolment & { link: string }>> {
  const { db, now } = parts;
  if (await isFounded(parts)) return refuse('LEDGER_NOT_EMPTY');
  const password = await officerPassword(parts, officer);
  if (!password.ok) return password;
  return transaction(db, async (tx) => {
    const row = await openInvitation(tx, secret, now());
    if (row?.purpose !== 'firstRun') return refuse('INVITATION_USED');
    await deleteFounders(tx);
    await deleteInvitations(tx, 'founder');
    const written = await writeOfficer(parts, tx, officer, {
      password_hash: password.value,
      roles: founderRoles.join(','),
      state: 'founding',
    });
    if (!written.ok) return written;
    if (!(await useInvitation(tx, hashInvitation(secret), officer.id, now())))
      return refuse('INVITATION_USED');
    const token = await makeInvitation(tx, now(), {
      purpose: 'founder',
      roles: founderRoles,
      invitedBy: officer.id,
    });
    await noteAct(tx, { actor: `officer.${officer.id}`, act: 'beginFirstRun', subject: 'ledger' }, now());
    return ok({ ...written.value, link: invitationLink(parts, token) });
  });
}

type Bootstrap = OrderOf<'bootstrap'>;

/** The order that both founders sign; made once both have shown their authenticator, the same for both. */
export function bootstrapOrder(parts: ServerParts): Promise<Result<{ order: Bootstrap; signed: string[] }>> {
  return transaction(parts.db, async (tx) => {
    const stored = await storedBootstrap(tx);
    if (stored) return ok({ order: stored.order, signed: stored.signatures.map((one) => one.by) });
    const founders = (await listOfficerRows(tx)).filter((row) => row.state === 'founding');
    if (founders.length !== 2 || founders.some((row) => row.totp_step === 0))
      return refuse('SECOND_OFFICER_NEEDED');
    const order = composeBootstrap(parts, founders);
    await saveBootstrap(tx, { order_text: JSON.stringify(order), signatures: '[]', done_at: null });
    return ok({ order, signed: [] });
  });
}

function composeBootstrap({ config, keys, now }: ServerParts, founders: OfficerRow[]): Bootstrap {
  const at = now();
  const officers = founders
    .map((row) => ({
      id: row.id,
      key: row.public_key,
      recoveryKey: row.recovery_key,
      roles: [...founderRoles],
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const enroller = { id: keys.enroller.id, key: keys.enroller.publicKey };
  const body = {
    until: at + officerOrderLifetimeMs,
    mark: config.mark,
    limits: firstLimits,
    enroller,
    officers,
  };
  return { type: 'bootstrap', id: newId(), body, at };
}

const signaturesSchema = z.array(z.strictObject({ by: z.string(), signature: z.string() }));

async function storedBootstrap(db: Database): Promise<{ order: Bootstrap; signatures: SignedBy[] } | null> {
  const row = await findBootstrap(db);
  if (!row) return null;
  const signatures = signaturesSchema.parse(JSON.parse(row.signatures));
  const order = orderSchema.parse(JSON.parse(row.order_text));
  if (order.type !== 'bootstrap') throw new Error('the stored bootstrap is another order');
  return { order, signatures };
}

/** One founder's signature; with the second the ledger is founded. */
export async function signBootstrap(
  parts: ServerParts,
  officer: string,
  signature: Signature,
): Promise<Result<{ founded: boolean }>> {
  const { db, money, now } = parts;
  const added = await transaction(db, async (tx) => {
    const stored = await storedBootstrap(tx);
    if (!stored?.order.body.officers.some((one) => one.id === officer)) return null;
    const by = `officer.${officer}`;
    const signatures = [...stored.signatures.filter((one) => one.by !== by), { by, signature }];
    await saveBootstrap(tx, {
      order_text: JSON.stringify(stored.order),
      signatures: JSON.stringify(signatures),
      done_at: null,
    });
    await noteAct(tx, { actor: by, act: 'signBootstrap', subject: 'ledger' }, now());
    return { order: stored.order, signatures };
  });
  if (!added) return refuse('UNKNOWN_OFFICER');
  if (added.signatures.length < 2) return ok({ founded: false });
  const act = { actor: `officer.${officer}`, order: added.order };
  const answer = asResult(await carryOut(parts, act, () => money.submitOrder(added)));
  if (!answer.ok) {
    // A signature that does not fit, or an order that waited too long: both sign a new one.
    if (answer.code !== 'OUTCOME_UNKNOWN' && answer.code !== 'LEDGER_UNAVAILABLE') await deleteBootstrap(db);
    return answer;
  }
  return ok({ founded: true });
}
