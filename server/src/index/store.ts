import { canonicalJson } from '@kumoh-pay/domain';
import { sql } from 'kysely';
import type { Database } from '../db/index.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { inChunks } from './in-chunks.ts';
import { dropFoldedNotes, writeNotes } from './notes.ts';
import type { Projection } from './projection.ts';
import { writeTouched } from './touched-records.ts';

export async function writeProjection(tx: Database, ledger: Ledger, projection: Projection): Promise<void> {
  await writeTouched(tx, ledger, projection.touched);
  await inChunks(projection.journal, (rows) => tx.insertInto('journal').values(rows));
  await inChunks(projection.postings, (rows) => tx.insertInto('posting').values(rows));
  await inChunks(projection.entries, (rows) => tx.insertInto('entry').values(rows));
  await inChunks(projection.sales, (rows) => tx.insertInto('sale').values(rows));
  await inChunks(projection.refunds, (rows) => tx.insertInto('refund').values(rows));
  await inChunks(projection.bounced, (rows) => tx.insertInto('bounced').values(rows));
  for (const { vendor, charge, refunded } of projection.refunded) {
    const update = tx.updateTable('sale').set({ refunded }).where('vendor', '=', vendor);
    await update.where('charge', '=', charge).execute();
  }
  await writeAmounts(tx, projection);
  await writeSettlements(tx, projection);
  await writeNotes(tx, projection.notes);
  await dropFoldedNotes(tx, ledger, projection.folded);
  const notices = [...projection.notices].flatMap(([channel, sequences]) =>
    [...sequences].map((sequence) => ({ channel, sequence })),
  );
  await inChunks(notices, (rows) => tx.insertInto('notice').values(rows));
}

async function writeAmounts(tx: Database, { balances, dayAmounts, supplies }: Projection): Promise<void> {
  const held = balances.entries();
  const received = held
    .filter(({ change }) => change > 0)
    .map(({ key: [account = '', programme = ''], change }) => ({ account, programme, amount: change }));
  await inChunks(received, (rows) =>
    tx
      .insertInto('balance')
      .values(rows)
      .onDuplicateKeyUpdate({ amount: sql<number>`amount + VALUES(amount)` }),
  );
  await inChunks(
    held.filter(({ change }) => change < 0),
    (rows) => ({ execute: () => takeFromBalances(tx, rows) }),
  );
  const days = dayAmounts.entries().map(({ key: [vendor = '', day = '', programme = ''], change }) => ({
    vendor,
    day: Number(day),
    programme,
    amount: change,
  }));
  await inChunks(days, (rows) =>
    tx
      .insertInto('day_amount')
      .values(rows)
      .onDuplicateKeyUpdate({ amount: sql<number>`amount + VALUES(amount)` }),
  );
  for (const {
    key: [programme = '', column = ''],
    change,
  } of supplies.entries()) {
    await addToSupply(tx, programme, column, change);
  }
}

/** Not an upsert: the CHECK would look at the negative row before it is found to be there. */
async function takeFromBalances(tx: Database, taken: { key: string[]; change: number }[]): Promise<void> {
  const rows = taken.map(({ key: [account = '', programme = ''], change }) => ({
    account,
    programme,
    change,
  }));
  const { numUpdatedRows } = await tx
    .updateTable('balance')
    .set(({ eb }) => {
      const which = rows.map(
        ({ account, programme, change }) =>
          sql`WHEN account = ${account} AND programme = ${programme} THEN ${change}`,
      );
      return { amount: eb('amount', '+', sql<number>`CASE ${sql.join(which, sql` `)} ELSE 0 END`) };
    })
    .where(({ or, and, eb }) =>
      or(
        rows.map(({ account, programme }) =>
          and([eb('account', '=', account), eb('programme', '=', programme)]),
        ),
      ),
    )
    .executeTakeFirstOrThrow();
  if (numUpdatedRows === BigInt(rows.length)) return;
  const names = rows.map(({ account, programme }) => `${account} ${programme}`).join();
  throw new Error(`the journal takes from a balance that is not there, among ${names}`);
}

async function addToSupply(tx: Database, programme: string, column: string, change: number): Promise<void> {
  await tx
    .insertInto('supply')
    .ignore()
    .values({ programme, issued: 0, settled: 0, revoked: 0, expired: 0 })
    .execute();
  if (column !== 'issued' && column !== 'settled' && column !== 'revoked' && column !== 'expired') return;
  const update = tx.updateTable('supply').set({ [column]: sql<number>`${sql.ref(column)} + ${change}` });
  await update.where('programme', '=', programme).execute();
}

async function writeSettlements(tx: Database, { settlements }: Projection): Promise<void> {
  for (const { vendor, day, settlement, sequence } of settlements.values()) {
    const { state, sealedAt: sealed_at, net, batch } = settlement;
    const row = { state, sealed_at, net, batch, figures: canonicalJson(settlement), sequence };
    await tx
      .insertInto('settlement')
      .values({ vendor, day, ...row })
      .onDuplicateKeyUpdate(row)
      .execute();
  }
}
