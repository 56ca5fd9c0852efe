import { type Selectable, sql } from 'kysely';
import { batched, transaction } from '../db/index.ts';
import type { RefusalNoticeTable } from '../order/tables.ts';

type NewNotice = Omit<Selectable<RefusalNoticeTable>, 'notice_id'>;

/**
 * Numbers commit in their order: who takes one holds the row of the last until its notices are committed. With numbers as
 * the database gives them a stream could read past one that was given earlier and committed later, and never tell it.
 */
export const insertRefusalNotice = batched<NewNotice, null>(
  async (db, rows) => {
    await transaction(db, async (tx) => {
      await tx
        .updateTable('refusal_sequence')
        .set({ last: sql<number>`last + ${rows.length}` })
        .execute();
      const { last } = await tx.selectFrom('refusal_sequence').select('last').executeTakeFirstOrThrow();
      const first = last - rows.length + 1;
      const numbered = rows.map((row, place) => ({ notice_id: first + place, ...row }));
      await tx.insertInto('refusal_notice').values(numbered).execute();
    });
    return rows.map(() => null);
  },
  { most: 64, atOnce: 1 },
);
