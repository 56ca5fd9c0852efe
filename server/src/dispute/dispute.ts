import { dayMs, type Id, newId, ok, type Result, refuse } from '@kumoh-pay/domain';
import { type AuditEntry, noteAct } from '../audit-log/audit-log.ts';
import { transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { accountChannel, vendorChannel } from '../index/channel.ts';
import { entriesAt } from '../index/entries.ts';
import { queueLetter } from '../mail/outbox.ts';
import { findMemberByAccount } from '../member/store.ts';
import { findSale } from '../wallet/store.ts';
import { type DisputeRow, findDispute, findDisputeOf, insertDispute, moveDispute } from './store.ts';
import type { DisputeReason, DisputeState } from './tables.ts';
import { type OwnDispute, ownView, viewOf } from './view.ts';

/** A month: nobody remembers a lunch for longer, and the vendor's day has long been paid out. Beyond: the office, in person. */
const disputeWithinMs = 31 * dayMs;

export interface Opening {
  /** The entry of the member's own history. */
  sequence: number;
  reason: DisputeReason;
  expected: number | null;
  words: string;
}

/** "Wrong amount": once for a charge; the same again gives the one that is there. */
export async function openDispute(
  parts: Pick<ServerParts, 'db' | 'money' | 'now'>,
  account: Id,
  { sequence, reason, expected, words }: Opening,
): Promise<Result<OwnDispute>> {
  const { db, money, now } = parts;
  // A refund of a moment ago counts.
  await money.indexed();
  const entry = (await entriesAt(db, account, [sequence])).find(({ kind }) => kind === 'charge');
  const { vendor, charge } = entry ?? { vendor: null, charge: null };
  const sale = vendor === null || charge === null ? undefined : await findSale(db, vendor, charge);
  if (!entry || !sale || vendor === null || charge === null) return refuse('UNKNOWN_CHARGE');
  if (entry.at < now() - disputeWithinMs) return refuse('REFUND_TOO_LATE');
  if (sale.refunded === sale.amount || (expected ?? 0) >= sale.amount) return refuse('REFUND_EXCEEDS_CHARGE');
  const row = { id: newId(), vendor, charge, account, sequence, reason, expected, words };
  const fresh = { state: 'open', refunded_before: sale.refunded, opened_at: now() } as const;
  await insertDispute(db, { ...row, ...fresh, answer: null, answered_by: null, answered_at: null });
  // One that was withdrawn may be opened again, with what is said now.
  const written = await findDisputeOf(db, vendor, charge);
  if (written) await moveDispute(db, written.id, ['withdrawn'], { ...fresh, reason, expected, words });
  const there = await findDisputeOf(db, vendor, charge);
  if (!there) throw new Error('a dispute that was written is not there');
  await tellDispute(parts, there);
  return ok(ownView(there));
}

/** The member goes on: to the office after a no or a refund that is not enough, or gives up. */
export async function moveOwn(
  parts: Pick<ServerParts, 'db' | 'money' | 'now'>,
  account: Id,
  id: Id,
  to: 'office' | 'withdrawn',
): Promise<Result<OwnDispute>> {
  const { db } = parts;
  const row = await findDispute(db, id);
  if (row?.account !== account) return refuse('UNKNOWN_CHARGE');
  const from: DisputeState[] = to === 'office' ? mayGoToOffice(row) : ['open', 'declined', 'office'];
  const moved = await moveDispute(db, id, from, { state: to, refunded_before: row.refunded ?? 0 });
  return moved ? after(parts, id, ownView) : refuse('DISPUTE_STATE');
}

const mayGoToOffice = (row: DisputeRow): DisputeState[] =>
  viewOf(row).state === 'refunded' ? ['open', 'declined'] : ['declined'];

/** The vendor says no with a reason, or the office has the last word. The member hears of it at once and by mail. */
export async function answerDispute<View>(
  parts: ServerParts,
  row: DisputeRow,
  change: {
    from: DisputeState[];
    state: 'declined' | 'closed';
    answer: string;
    by: string;
    noted?: AuditEntry;
  },
  view: (row: DisputeRow) => View,
): Promise<Result<View>> {
  const { db, keys, now } = parts;
  const { from, state, answer, by } = change;
  const answered = await transaction(db, async (tx) => {
    const fields = { state, answer, answered_by: by, answered_at: now() };
    if (!(await moveDispute(tx, row.id, from, fields))) return false;
    if (change.noted) await noteAct(tx, change.noted, now());
    const member = await findMemberByAccount(tx, row.account);
    const letter = { kind: 'disputeAnswered', vendor: row.vendor_name ?? '', answer, state } as const;
    if (member?.mail) await queueLetter(tx, keys, member.mail, letter, now());
    return true;
  });
  if (!answered) return refuse('DISPUTE_STATE');
  parts.mailWaiting();
  return after(parts, row.id, view);
}

async function after<View>(
  parts: Pick<ServerParts, 'db' | 'money'>,
  id: Id,
  view: (row: DisputeRow) => View,
): Promise<Result<View>> {
  const row = await findDispute(parts.db, id);
  if (!row) throw new Error('a dispute that was changed is not there');
  await tellDispute(parts, row);
  return ok(view(row));
}

async function tellDispute(
  { money }: Pick<ServerParts, 'money'>,
  { id, charge, vendor, account }: DisputeRow,
) {
  const message = { is: 'dispute', dispute: id, charge } as const;
  await money.live.tell(vendorChannel(vendor), message);
  await money.live.tell(accountChannel(account), message);
}
