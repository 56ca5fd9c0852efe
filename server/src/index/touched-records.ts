import { readRecordsMax, recordSchemas } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Projection } from './projection.ts';

type Touched = Projection['touched'][number];

/**
 * Reads again each record that an order touched. The ledger may be further on than the entry: then the row is early, and
 * the later entry writes it once more.
 */
export async function writeTouched(tx: Database, ledger: Ledger, touched: readonly Touched[]): Promise<void> {
  for (let from = 0; from < touched.length; from += readRecordsMax) {
    const some = touched.slice(from, from + readRecordsMax);
    const values = await ledger.read({ records: some.map(({ kind, id }) => [kind, id]) });
    for (const [i, one] of some.entries()) {
      const value = values[i];
      if (value == null)
        throw new Error(`the journal names a ${one.kind} that is not on the ledger: ${one.id}`);
      await writeRecord(tx, one, JSON.parse(value), value);
    }
  }
}

async function writeRecord(
  tx: Database,
  { kind, id, at, sequence }: Touched,
  value: unknown,
  text: string,
): Promise<void> {
  switch (kind) {
    case 'account':
      return writeAccount(tx, id, value, at);
    case 'officer': {
      const { key, recoveryKey: recovery_key, roles, active } = recordSchemas.officer.parse(value);
      const row = { key, recovery_key, roles: roles.join(), active: active ? 1 : 0 };
      await tx
        .insertInto('ledger_officer')
        .values({ officer: id, ...row })
        .onDuplicateKeyUpdate(row)
        .execute();
      return;
    }
    case 'programme':
      return writeProgramme(tx, id, value);
    case 'vendor': {
      const { active, feeBasisPoints, payee } = recordSchemas.vendor.parse(value);
      const row = { active: active ? 1 : 0, fee_basis_points: feeBasisPoints, payee };
      await tx
        .insertInto('ledger_vendor')
        .values({ vendor: id, ...row })
        .onDuplicateKeyUpdate(row)
        .execute();
      return;
    }
    case 'terminal': {
      const { vendor, key, active } = recordSchemas.terminal.parse(value);
      const row = { vendor, key, active: active ? 1 : 0 };
      await tx
        .insertInto('ledger_terminal')
        .values({ terminal: id, ...row })
        .onDuplicateKeyUpdate(row)
        .execute();
      return;
    }
    case 'payout': {
      const { state, fileHash: file_hash, preparedBy: prepared_by } = recordSchemas.payout.parse(value);
      const row = { state, file_hash, prepared_by, figures: text, sequence };
      await tx
        .insertInto('payout')
        .values({ batch: id, ...row })
        .onDuplicateKeyUpdate(row)
        .execute();
    }
  }
}

async function writeAccount(tx: Database, account: string, value: unknown, at: number): Promise<void> {
  const record = recordSchemas.account.parse(value);
  const row = {
    key: record.key,
    confirmed_key: record.confirmedKey,
    recovery_key: record.recoveryKey,
    key_from: record.keyFrom,
    limited: record.limited ? 1 : 0,
    status: record.status,
    suspended_by: record.suspendedBy,
  };
  await tx
    .insertInto('ledger_account')
    .values({ account, opened_at: at, ...row })
    .onDuplicateKeyUpdate(row)
    .execute();
}

async function writeProgramme(tx: Database, programme: string, value: unknown): Promise<void> {
  const { funder, firstDay, lastDay, budget, vendors, transferable } = recordSchemas.programme.parse(value);
  const row = {
    funder,
    first_day: firstDay,
    last_day: lastDay,
    budget,
    vendors: vendors?.join() ?? null,
    transferable: transferable ? 1 : 0,
  };
  await tx
    .insertInto('ledger_programme')
    .values({ programme, ...row })
    .onDuplicateKeyUpdate(row)
    .execute();
}
