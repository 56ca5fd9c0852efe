import { addDays, amountSchema, minuteMs, newId, type OrderOf, seoulDay } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { appoint, found, type Officer, value } from '../../test/founding.ts';
import { newOrder } from '../../test/signer.ts';
import { hear } from '../../test/stream.ts';

let campus: Campus;
let park: Officer;
let choi: Officer;
let ledgerName: string;
beforeAll(async () => {
  campus = await openCampus();
  [park, choi] = await found(campus);
  ledgerName = (await park.console.officer.me.query()).ledgerName;
});
afterAll(() => campus.stop());

function newProgramme(more: Partial<OrderOf<'createProgramme'>['body']> = {}) {
  const today = seoulDay(Date.now());
  const until = Date.now() + 60 * minuteMs;
  const terms = {
    funder: 'coop',
    firstDay: today,
    lastDay: addDays(today, 30),
    budget: amountSchema.parse(100_000),
  };
  return newOrder('createProgramme', {
    until,
    programme: newId(),
    ...terms,
    vendors: null,
    transferable: false,
    ...more,
  });
}
const signedBy = (officer: Officer, order: Parameters<Officer['signer']['order']>[3]) =>
  officer.signer.order(ledgerName, 'officer', officer.id, order);
const propose = (officer: Officer, order: OrderOf<'createProgramme'>) =>
  officer.console.approval.propose.mutate({
    signed: { order, signatures: [signedBy(officer, order)] },
    shown: null,
  });
const sign = (officer: Officer, order: OrderOf<'createProgramme'>) =>
  officer.console.approval.sign.mutate({ id: order.id, signature: signedBy(officer, order).signature });
const programmes = async () => (await park.console.programme.list.query()).map(({ id }) => id);
const stateOf = async (id: string) => {
  const { waiting, decided } = await park.console.approval.list.query();
  return [...waiting, ...decided].find((one) => one.id === id)?.state;
};

it('is told of on the one stream of an open console: how many wait, now and at each change, and what was committed', async () => {
  const order = newProgramme();
  const { until, end } = await hear(choi.browser, 'ledger.live');
  expect(await until('"waiting"')).toEqual({ waiting: 0 });
  value(await propose(park, order));
  expect(await until('"waiting":1')).toEqual({ waiting: 1 });
  value(await sign(choi, order));
  expect(await until(order.id)).toMatchObject({ type: 'createProgramme', order: order.id });
  end();
});

it('waits for another officer, who signs the same bytes, and is then on the ledger', async () => {
  const order = newProgramme();
  value(await propose(park, order));
  expect(await programmes()).not.toContain(order.body.programme);
  const [waiting] = (await choi.console.approval.list.query()).waiting;
  expect(waiting?.signed.order).toEqual(order);
  value(await sign(choi, order));
  expect(await programmes()).toContain(order.body.programme);
  expect(await stateOf(order.id)).toBe('done');
});

it('takes the same proposal twice as one, after a lost answer', async () => {
  const order = newProgramme();
  const signed = { order, signatures: [signedBy(park, order)] };
  for (let time = 0; time < 2; time++)
    value(await park.console.approval.propose.mutate({ signed, shown: null }));
  expect(
    (await park.console.approval.list.query()).waiting.filter((one) => one.id === order.id),
  ).toHaveLength(1);
});

it('cannot be signed twice by the same officer', async () => {
  const order = newProgramme();
  value(await propose(park, order));
  expect(await sign(park, order)).toMatchObject({ ok: false, code: 'SECOND_OFFICER_NEEDED' });
  expect(await programmes()).not.toContain(order.body.programme);
});

it('goes on waiting when the second signature is over something else, and takes a right one afterwards', async () => {
  const order = newProgramme();
  value(await propose(park, order));
  const other = { ...order, body: { ...order.body, budget: amountSchema.parse(999) } };
  const { signature } = signedBy(choi, other);
  expect(await choi.console.approval.sign.mutate({ id: order.id, signature })).toMatchObject({
    code: 'BAD_SIGNATURE',
  });
  expect(await stateOf(order.id)).toBe('waiting');
  value(await sign(choi, order));
  expect(await programmes()).toContain(order.body.programme);
});

it('is taken back, and can then be signed by nobody', async () => {
  const order = newProgramme();
  value(await propose(park, order));
  value(await choi.console.approval.withdraw.mutate({ id: order.id, voided: null }));
  expect(await sign(choi, order)).toMatchObject({ ok: false, code: 'ORDER_VOID' });
  expect(await programmes()).not.toContain(order.body.programme);
});

const voidBy = (officer: Officer, order: OrderOf<'createProgramme'>) => {
  const body = { type: 'order' as const, order, signed: signedBy(officer, order) };
  const voided = { type: 'void' as const, id: newId(), body, at: Date.now() };
  return { order: voided, signatures: [signedBy(officer, voided)] };
};

it('is stopped by its first signer on the ledger itself, so that a kept copy does nothing', async () => {
  const [stopped, honest] = [newProgramme(), newProgramme()];
  for (const order of [stopped, honest]) value(await propose(park, order));
  const other = await park.console.approval.withdraw.mutate({
    id: stopped.id,
    voided: voidBy(park, honest),
  });
  expect(other).toMatchObject({ code: 'BAD_ORDER' });
  const withdrawn = value(
    await park.console.approval.withdraw.mutate({ id: stopped.id, voided: voidBy(park, stopped) }),
  );
  expect(withdrawn).toEqual({ outcome: 'void' });
  // The same again, after a lost answer, gets it; another officer has nothing to withdraw.
  const again = { id: stopped.id, voided: voidBy(park, stopped) };
  expect(value(await park.console.approval.withdraw.mutate(again))).toEqual({ outcome: 'void' });
  expect(await choi.console.approval.withdraw.mutate({ id: stopped.id, voided: null })).toMatchObject({
    code: 'ORDER_VOID',
  });
  const onLedger = (order: OrderOf<'createProgramme'>) =>
    park.console.ledger.read.query({ records: [['done', order.type, order.id]] });
  expect(await onLedger(stopped)).toEqual(['{"state":"void"}']);
  expect(await onLedger(honest)).toEqual([null]);
  expect(await sign(choi, stopped)).toMatchObject({ ok: false, code: 'ORDER_VOID' });
  value(await sign(choi, honest));
});

it('says why the ledger refused it', async () => {
  const today = seoulDay(Date.now());
  const order = newProgramme({ firstDay: addDays(today, -9), lastDay: addDays(today, -2) });
  value(await propose(park, order));
  expect(await sign(choi, order)).toMatchObject({ ok: false, code: 'PROGRAMME_OVER' });
  const { decided } = await park.console.approval.list.query();
  const log = await park.console.auditLog.search.query({ act: 'refusedProposal' });
  expect(log).toMatchObject([{ actor: `officer.${choi.id}`, subject: `programme.${order.body.programme}` }]);
  expect(decided.find((one) => one.id === order.id)).toMatchObject({
    state: 'refused',
    code: 'PROGRAMME_OVER',
  });
});

it("takes no proposal that carries somebody else's signature", async () => {
  const order = newProgramme();
  const signed = { order, signatures: [signedBy(choi, order)] };
  expect(await park.console.approval.propose.mutate({ signed, shown: null })).toMatchObject({
    code: 'NOT_AUTHORISED',
  });
});

it('gives a third officer the record of who asked and who signed', async () => {
  const jung = await appoint(campus, [park, choi], 'jung', ['auditor']);
  const log = await jung.console.auditLog.search.query({ act: 'createProgramme' });
  expect(log[0]?.actor).toBe(`officer.${choi.id}`);
  expect((await jung.console.auditLog.search.query({ act: 'propose' }))[0]?.actor).toBe(`officer.${park.id}`);
});

it('lets no more than twenty of one officer wait, and what has run out hides nothing', async () => {
  const runOut = newProgramme();
  value(await propose(park, runOut));
  await campus.db
    .updateTable('approval')
    .set({ until_at: Date.now() - 1, proposed_at: 1 })
    .where('id', '=', runOut.id)
    .execute();
  const before = await park.console.approval.list.query();
  expect(before.waiting.map(({ id }) => id)).not.toContain(runOut.id);
  expect(before.decided.find(({ id }) => id === runOut.id)).toMatchObject({ state: 'waiting' });

  const own = before.waiting.filter(({ proposedBy }) => proposedBy === park.id).length;
  for (let asked = own; asked < 19; asked++) value(await propose(park, newProgramme()));
  const twentieth = newProgramme();
  const signed = { order: twentieth, signatures: [signedBy(park, twentieth)] };
  value(await park.console.approval.propose.mutate({ signed, shown: null }));
  expect(await propose(park, newProgramme())).toMatchObject({ code: 'TOO_MANY_TRIES' });
  // The same again, after a lost answer, is none more; and another officer's are their own.
  value(await park.console.approval.propose.mutate({ signed, shown: null }));
  const others = newProgramme();
  value(await propose(choi, others));
  expect((await park.console.approval.list.query()).waiting.map(({ id }) => id)).toContain(others.id);
});
