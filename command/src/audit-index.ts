import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { IndexAtBlock } from '@kumoh-pay/audit';
import { createConnection } from 'mysql2/promise';
import { z } from 'zod';
import { withDatabase } from './backup/database-of.ts';
import { givenDatabase } from './given-database.ts';

/** Won stay text: the driver's numbers would be rounded beyond 2^53. */
const won = z.string();
const rowsSchema = z.object({
  checkpoint: z.array(z.object({ block: z.coerce.number() })),
  balances: z.array(z.object({ account: z.string(), programme: z.string(), amount: won })),
  supply: z.array(z.object({ programme: z.string(), issued: won, revoked: won, expired: won })),
  sales: z.array(
    z.object({ vendor: z.string(), charge: z.string(), account: z.string(), amount: won, refunded: won }),
  ),
});

/** The index of a data folder as it is at one moment, with the last block that it was read from; null where there is none. */
export async function readIndex(directory: string): Promise<IndexAtBlock | null> {
  const own = await stat(join(directory, 'mariadb')).catch(() => null);
  if (givenDatabase() === null && own === null) return null;
  return withDatabase(directory, async (database) => {
    const connection = await createConnection({
      ...database,
      supportBigNumbers: true,
      bigNumberStrings: true,
    });
    const rows = async (text: string) => (await connection.query(text))[0];
    try {
      await connection.query('START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY');
      const { checkpoint, ...index } = rowsSchema.parse({
        checkpoint: await rows('SELECT block FROM checkpoint'),
        balances: await rows('SELECT account, programme, amount FROM balance'),
        supply: await rows('SELECT programme, issued, revoked, expired FROM supply'),
        sales: await rows('SELECT vendor, charge, account, amount, refunded FROM sale'),
      });
      return { block: checkpoint[0]?.block ?? -1, rows: index };
    } finally {
      await connection.end();
    }
  });
}
