import { createConnection } from 'mysql2/promise';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { appoint, found, type Officer, restartFor, value } from '../../test/founding.ts';
import { sha256, until } from '../../test/settling.ts';
import { newOrder } from '../../test/signer.ts';

let campus: Campus;
let park: Officer;
let choi: Officer;
let ledgerName: string;
beforeAll(async () => {
  campus = await openCampus();
  [park, choi] = await found(campus);
  ({ ledgerName } = await park.console.officer.me.query());
});
afterAll(() => campus.stop());
afterEach(() => ownerOfDatabase('DROP TRIGGER IF EXISTS no_note'));

async function ownerOfDatabase(statement: string): Promise<void> {
  const connection = await createConnection(campus.config.databaseOwnerUrl);
  await connection.query(statement);
  await connection.end();
}

/** The server gets as far as the ledger's answer, and no further: as if it died there. */
const dieBeforeTheNote = () =>
  ownerOfDatabase(
    `CREATE TRIGGER no_note BEFORE INSERT ON audit_entry FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'died'`,
  );

const signatureOf = (officer: Officer, order: Parameters<Officer['signer']['order']>[3]) =>
  officer.signer.order(ledgerName, 'officer', officer.id, order);

async function proposedRetirement(officer: Officer) {
  const [text] = await park.console.ledger.read.query({ records: [['officer', officer.id]] });
  const body = { officer: officer.id, until: until(), shown: sha256(text ?? '') };
  const order = newOrder('retireOfficer', body);
  const signed = { order, signatures: [signatureOf(park, order)] };
  value(await park.console.approval.propose.mutate({ signed, shown: text ?? null }));
  const sign = (by: Officer) =>
    choi.console.approval.sign.mutate({ id: order.id, signature: signatureOf(by, order).signature });
  return { order, sign };
}

const notes = async (act: string, subject: string) =>
  (await park.console.auditLog.search.query({ act, subject })).map(({ actor }) => actor);
const isRetired = async ({ id }: Officer) => {
  const [text] = await park.console.ledger.read.query({ records: [['officer', id]] });
  return JSON.parse(text ?? '{}').active === false;
};
const row = ({ id }: Officer) =>
  campus.db.selectFrom('officer').select('state').where('id', '=', id).executeTakeFirst();
const stateInInbox = async (id: string) => {
  const { waiting, decided } = await park.console.approval.list.query();
  return [...waiting, ...decided].find((one) => one.id === id)?.state;
};
const acts = () => campus.db.selectFrom('act').selectAll().where('done_at', 'is', null).execute();

it('leaves no act behind for an order that the ledger refused', async () => {
  const jung = await appoint(campus, [park, choi], 'jung', ['auditor']);
  const { sign } = await proposedRetirement(jung);
  expect(await sign(park)).toMatchObject({ ok: false, code: 'BAD_SIGNATURE' });
  expect(await acts()).toEqual([]);
  expect(await notes('retireOfficer', `officer.${jung.id}`)).toEqual([]);
  value(await sign(choi));
  expect(await notes('retireOfficer', `officer.${jung.id}`)).toEqual([`officer.${choi.id}`]);
  expect(await acts()).toEqual([]);
});

it.each(['next start', 'next look'])(
  'by the %s writes what an order that stands on the ledger still lacks here, and notes it once',
  async (when) => {
    const name = when === 'next start' ? 'han' : 'seo';
    const officer = await appoint(campus, [park, choi], name, ['auditor']);
    const { order, sign } = await proposedRetirement(officer);
    await dieBeforeTheNote();
    await expect(sign(choi)).rejects.toThrow();
    expect(await isRetired(officer)).toBe(true);
    expect(await row(officer)).toEqual({ state: 'active' });
    expect(await stateInInbox(order.id)).toBe('waiting');

    await ownerOfDatabase('DROP TRIGGER no_note');
    if (when === 'next start') await restartFor(campus, [park, choi]);
    await expect.poll(acts, { timeout: 10_000 }).toEqual([]);

    const done = async () => ({
      notes: await notes('retireOfficer', `officer.${officer.id}`),
      row: await row(officer),
      inbox: await stateInInbox(order.id),
    });
    const once = { notes: [`officer.${choi.id}`], row: { state: 'retired' }, inbox: 'done' };
    expect(await done()).toEqual(once);
    // The same again, after a lost answer, is the same act.
    value(await sign(choi));
    expect(await done()).toEqual(once);
  },
);

it('takes no signature for what was decided: the log names nobody else, and an old retirement ends nobody who was appointed anew', async () => {
  const officer = await appoint(campus, [park, choi], 'ahn', ['auditor']);
  const third = await appoint(campus, [park, choi], 'oh', ['approver']);
  const retirement = await proposedRetirement(officer);
  value(await retirement.sign(choi));
  const [text] = await park.console.ledger.read.query({ records: [['officer', officer.id]] });
  const again = newOrder('appointOfficer', {
    until: until(),
    shown: sha256(text ?? ''),
    officer: {
      id: officer.id,
      key: officer.signer.key,
      recoveryKey: officer.recovery.key,
      roles: ['auditor'],
    },
  });
  const signed = { order: again, signatures: [signatureOf(park, again)] };
  value(await park.console.approval.propose.mutate({ signed, shown: text ?? null }));
  value(
    await choi.console.approval.sign.mutate({
      id: again.id,
      signature: signatureOf(choi, again).signature,
    }),
  );
  const { order } = retirement;
  for (const { signature } of [signatureOf(third, order), signatureOf(third, again)])
    expect(await third.console.approval.sign.mutate({ id: order.id, signature })).toMatchObject({
      code: 'ORDER_VOID',
    });
  expect(await row(officer)).toEqual({ state: 'active' });
  expect(await notes('retireOfficer', `officer.${officer.id}`)).toEqual([`officer.${choi.id}`]);
});

it('forgets at the next start what it died before writing down, for nobody will send it', async () => {
  const key = { order_id: newOrder('sealDay', { vendor: park.id, day: 1 }).id, type: 'retireOfficer' };
  const begun = { ...key, actor: `officer.${park.id}`, begun_at: Date.now(), done_at: null };
  await campus.db.insertInto('act').values(begun).execute();
  await restartFor(campus, [park, choi]);
  expect(await acts()).toEqual([]);
  expect(await notes('retireOfficer', `officer.${park.id}`)).toEqual([]);
});
