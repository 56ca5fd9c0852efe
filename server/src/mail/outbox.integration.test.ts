import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MailCatcher, startMailCatcher } from '@kumoh-pay/command/mail-catcher.ts';
import { createTestDatabase, type TestDatabase } from '@kumoh-pay/command/test-database.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../../test/campus.ts';
import { type Database, migrate, openDatabase, transaction } from '../db/index.ts';
import { type Keys, readKeys } from '../keys/keys.ts';
import { openLog } from '../log.ts';
import { queueLetter } from './outbox.ts';
import { type Postman, startPostman } from './postman.ts';

let test: TestDatabase;
let db: Database;
let keys: Keys;
let directory: string;
let catcher: MailCatcher;
let lines = '';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kumoh-mail-'));
  [test, catcher, keys] = await Promise.all([
    createTestDatabase(),
    startMailCatcher({ directory }),
    readKeys(join(directory, 'keys')),
  ]);
  await migrate(test.databaseOwnerUrl);
  db = openDatabase(test.databaseUrl);
});
afterAll(async () => {
  await db.destroy();
  await Promise.all([catcher.stop(), test.drop()]);
  await rm(directory, { recursive: true });
});

const log = openLog({
  write: (line) => {
    lines += line;
  },
});
const newPostman = (smtpUrl = catcher.smtpUrl): Postman =>
  startPostman({
    db,
    keys,
    log,
    smtpUrl,
    sender: 'pay@kumoh.ac.kr',
    walletAddress: () => 'http://localhost:1',
  });
const queue = (to: string, code: string, tx = db) =>
  queueLetter(tx, keys, to, { kind: 'signUpCode', code }, Date.now());
const mailsTo = (to: string) => catcher.mails().filter((mail) => mail.to.includes(to));
const rows = () =>
  db.selectFrom('outbox').select(['state', 'tries', 'letter']).orderBy('created_at').execute();

describe('a letter', () => {
  it('is sent once, in Korean and English, by however many postmen, and its code is gone from the table', async () => {
    for (let i = 0; i < 10; i++) await queue(`a${i}@kumoh.ac.kr`, `1234567${i}`);
    expect(
      Buffer.concat((await rows()).map((row) => row.letter ?? Buffer.alloc(0))).includes('1234567'),
    ).toBe(false);
    const postmen = [newPostman(), newPostman(), newPostman()];
    await eventually(() => catcher.mails().length >= 10);
    await Promise.all(postmen.map((one) => one.stop()));
    for (let i = 0; i < 10; i++) {
      const [mail, ...more] = mailsTo(`a${i}@kumoh.ac.kr`);
      expect(more).toEqual([]);
      expect(mail?.text).toContain(`금오페이 가입 코드: 1234567${i}`);
      expect(mail?.text).toContain(`Your Kumoh Pay sign-up code: 1234567${i}`);
    }
    expect(await rows()).toEqual(Array(10).fill({ state: 'sent', tries: 1, letter: null }));
    await db.deleteFrom('outbox').execute();
  });

  it('of a transaction that failed is never sent; of one that was run twice, once', async () => {
    await expect(
      transaction(db, async (tx) => {
        await queue('never@kumoh.ac.kr', '00000000', tx);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    let runs = 0;
    await transaction(db, async (tx) => {
      await queue('once@kumoh.ac.kr', '00000001', tx);
      if (++runs === 1) throw Object.assign(new Error('deadlock'), { errno: 1213 });
    });
    const postman = newPostman();
    await eventually(() => mailsTo('once@kumoh.ac.kr').length > 0);
    await postman.stop();
    expect([runs, mailsTo('once@kumoh.ac.kr').length, mailsTo('never@kumoh.ac.kr').length]).toEqual([
      2, 1, 0,
    ]);
    await db.deleteFrom('outbox').execute();
  });

  it('waits for a mail server that does not answer, and goes out when it does; no line tells to whom', async () => {
    const taken = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    await queue('later@kumoh.ac.kr', '55554444');
    const broken = newPostman(`smtp://127.0.0.1:${port}`);
    await eventually(() => lines.includes('a letter waits'));
    await broken.stop();
    taken.close();
    expect(await rows()).toMatchObject([{ state: 'waiting', tries: 1 }]);
    await db.updateTable('outbox').set({ next_at: Date.now() }).execute();
    const postman = newPostman();
    await eventually(() => mailsTo('later@kumoh.ac.kr').length === 1);
    await postman.stop();
    expect(lines).not.toMatch(/later@|55554444/);
    await db.deleteFrom('outbox').execute();
  });

  it('whose postman died is taken up by the next', async () => {
    await queue('taken@kumoh.ac.kr', '77776666');
    await db
      .updateTable('outbox')
      .set({ state: 'sending', tries: 1, next_at: Date.now() - 1 })
      .execute();
    const postman = newPostman();
    await eventually(() => mailsTo('taken@kumoh.ac.kr').length === 1);
    await postman.stop();
    expect(await rows()).toMatchObject([{ state: 'sent', tries: 2, letter: null }]);
  });
});
