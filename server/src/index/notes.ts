import type { Id } from '@kumoh-pay/domain';
import { accountBox, readRecordsMax } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { inChunks } from './in-chunks.ts';
import type { NewNote } from './projection.ts';

export async function writeNotes(tx: Database, notes: readonly NewNote[]): Promise<void> {
  const programmes = new Set(notes.flatMap((note) => note.programmes));
  if (programmes.size === 0) return;
  const terms = await tx
    .selectFrom('ledger_programme')
    .select(['programme', 'last_day'])
    .where('programme', 'in', [...programmes])
    .execute();
  const lastDays = new Map(terms.map(({ programme, last_day }) => [programme, last_day]));
  const rows = notes.map(({ account, note, sequence, programmes: lots }) => {
    const last_day = lots.map((programme) => lastDays.get(programme) ?? '').sort()[0] ?? '';
    return { account, note, sequence, last_day };
  });
  await inChunks(rows, (some) => tx.insertInto('waiting_note').values(some));
}

/** A fold does not say which notes it took, so the ledger is asked which of the account's notes are still there. */
export async function dropFoldedNotes(
  tx: Database,
  ledger: Ledger,
  accounts: ReadonlySet<Id>,
): Promise<void> {
  if (accounts.size === 0) return;
  const notes = await tx
    .selectFrom('waiting_note')
    .select(['account', 'note'])
    .where('account', 'in', [...accounts])
    .execute();
  for (let from = 0; from < notes.length; from += readRecordsMax) {
    const some = notes.slice(from, from + readRecordsMax);
    const values = await ledger.read({
      records: some.map(({ account, note }) => ['note', accountBox(account), note]),
    });
    const gone = some.filter((_, i) => values[i] == null);
    await inChunks(gone, (rows) =>
      tx
        .deleteFrom('waiting_note')
        .where((where) =>
          where.or(
            rows.map(({ account, note }) =>
              where.and([where('account', '=', account), where('note', '=', note)]),
            ),
          ),
        ),
    );
  }
}
