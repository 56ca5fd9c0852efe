import { disputes } from '../dispute/store.ts';
import { ownView } from '../dispute/view.ts';
import type { ServerParts } from '../doors/context.ts';
import { entriesAtOnceMax, entriesOf } from '../index/entries.ts';
import { listSessions, type Session } from '../session/session.ts';
import { type WalletEntry, withNames } from '../wallet/entry.ts';
import { vouchersOf } from '../wallet/vouchers.ts';
import { readAccount } from './key.ts';
import { findMember } from './store.ts';

/** Everything that is kept about a member, for the member. */
export async function ownData(
  parts: Pick<ServerParts, 'db' | 'money' | 'now'>,
  member: { id: string; account: string; session: Session },
) {
  const { db, now } = parts;
  const [row, ledger, vouchers, sessions, disputed] = await Promise.all([
    findMember(db, member.id),
    readAccount(parts, member.account),
    vouchersOf(db, member.account, now()),
    listSessions(db, member.session),
    disputes(db).where('dispute.account', '=', member.account).execute(),
  ]);
  const { password_hash: _secret, ...person } = row ?? { password_hash: null };
  const entries: WalletEntry[] = [];
  for (let before: number | undefined, more = true; more; before = entries.at(-1)?.sequence) {
    const page = await entriesOf(db, member.account, { before, limit: entriesAtOnceMax });
    entries.push(...(await withNames(db, page)));
    more = page.length === entriesAtOnceMax;
  }
  return { madeAt: now(), person, ledger, vouchers, entries, disputes: disputed.map(ownView), sessions };
}
