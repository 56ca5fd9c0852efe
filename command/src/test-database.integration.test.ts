import { createConnection } from 'mysql2/promise';
import { expect, test } from 'vitest';
import { createTestDatabase } from './test-database.ts';

test('two test files get two databases, and a dropped one is gone', async () => {
  const [mine, yours] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const owner = await createConnection({ uri: mine.databaseOwnerUrl });
  await owner.query('CREATE TABLE coin (won BIGINT)');
  await owner.end();
  const app = await createConnection({ uri: mine.databaseUrl });
  await app.execute('INSERT INTO coin (won) VALUES (?)', [5000]);
  expect((await app.query('SELECT won FROM coin'))[0]).toEqual([{ won: 5000 }]);
  await expect(app.query('DROP TABLE coin')).rejects.toMatchObject({ errno: 1142 });
  await app.end();
  const stranger = await createConnection({ uri: yours.databaseUrl });
  await expect(stranger.query('SELECT won FROM coin')).rejects.toMatchObject({ errno: 1146 });
  await stranger.end();
  await Promise.all([mine.drop(), yours.drop()]);
  await expect(createConnection({ uri: mine.databaseUrl })).rejects.toMatchObject({ errno: 1049 });
});
