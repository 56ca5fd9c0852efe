import { type Account, accountSchema, ok, type Result, refuse, type SignedOrder } from '@kumoh-pay/domain';
import { transaction } from '../db/index.ts';
import { confirmForPhone } from '../demo/take-over.ts';
import type { ServerParts } from '../doors/context.ts';
import { enrollerOrder, enrollerSignature } from '../enroller/enroller.ts';
import { queueLetter } from '../mail/outbox.ts';
import { asResult } from '../money.ts';
import { bindDeviceKey, type Session } from '../session/session.ts';
import { findMember, updateMember } from './store.ts';

/** Orders that a holder gives about the own account; the ledger judges the signatures. */
export const holderOrders = [
  'confirmKey',
  'keepKey',
  'setRecoveryKey',
  'suspendAccount',
  'resumeAccount',
] as const;
export type HolderOrder = SignedOrder<(typeof holderOrders)[number]>;

/** Sends one; afterwards the member's row says what the ledger says. */
export async function submitHolderOrder(
  parts: ServerParts,
  member: { id: string; account: string },
  signed: HolderOrder,
): Promise<Result<null>> {
  if (signed.order.body.account !== member.account) return refuse('NOT_AUTHORISED');
  const answer = asResult(await parts.money.submitOrder(signed));
  if (answer.ok) await readBackKey(parts, member);
  return answer;
}

/**
 * "Make this my paying phone". With the confirmed or the recovery key's signature the new key is whole; with the
 * enroller's alone the account is limited, and the old phone and the mail address hear of it either way.
 */
export async function replaceKey(
  parts: ServerParts,
  member: { id: string; account: string; session: Session },
  { order, signatures }: { order: SignedOrder<'replaceKey'>['order']; signatures: SignedOrder['signatures'] },
): Promise<Result<{ limited: boolean }>> {
  const { db, keys, money, now } = parts;
  if (order.body.account !== member.account) return refuse('NOT_AUTHORISED');
  const signed = { order, signatures: [...signatures, enrollerSignature(keys, money.ledgerName, order)] };
  const answer = asResult(await money.submitOrder(signed));
  if (!answer.ok) return answer;
  // On a demo campus a stand-in confirms the key in the old phone's place.
  await confirmForPhone(parts, member.account);
  const account = await readBackKey(parts, member);
  await bindDeviceKey(db, member.session, order.body.key);
  await transaction(db, async (tx) => {
    const row = await findMember(tx, member.id);
    if (row?.mail)
      await queueLetter(
        tx,
        keys,
        row.mail,
        { kind: 'keyReplaced', limited: account?.limited ?? true },
        now(),
      );
  });
  parts.mailWaiting();
  return ok({ limited: account?.limited ?? true });
}

/** "I lost my phone": the enroller suspends the account; it receives and does not spend. */
export async function freeze(
  parts: ServerParts,
  member: { id: string; account: string; mail: string | null },
): Promise<Result<null>> {
  const { db, keys, money, now } = parts;
  const order = enrollerOrder('suspendAccount', { account: member.account }, now());
  const answer = asResult(
    await money.submitOrder({ order, signatures: [enrollerSignature(keys, money.ledgerName, order)] }),
  );
  if (!answer.ok) return answer;
  const { mail } = member;
  if (mail !== null)
    await transaction(db, (tx) => queueLetter(tx, keys, mail, { kind: 'walletFrozen' }, now()));
  parts.mailWaiting();
  return answer;
}

/** The account as it stands on the ledger. */
export async function readAccount(
  parts: Pick<ServerParts, 'money'>,
  account: string,
): Promise<Account | null> {
  const [text] = await parts.money.read({ records: [['account', account]] });
  return text ? accountSchema.parse(JSON.parse(text)) : null;
}

async function readBackKey(
  parts: ServerParts,
  member: { id: string; account: string },
): Promise<Account | null> {
  const account = await readAccount(parts, member.account);
  if (account)
    await updateMember(parts.db, member.id, {
      paying_key: account.key,
      has_recovery: account.recoveryKey === null ? 0 : 1,
    });
  return account;
}
