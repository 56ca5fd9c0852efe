import { type Id, minuteMs, newId, won } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { found, type Officer, value } from '../../test/founding.ts';
import { newStudent, rosterOf, type Student, signUp } from '../../test/member.ts';
import { newProgramme } from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';

let campus: Campus;
let park: Officer;
let choi: Officer;
let kim: Student;
let lee: Student;
let programme: Id;
let ledgerName: string;
beforeAll(async () => {
  campus = await openCampus();
  [park, choi] = await found(campus);
  [kim, lee] = [newStudent(campus, '20260001', '김하나'), newStudent(campus, '20260002', '이두리')];
  const text = `${rosterOf(kim, lee)}\n20260003,가입전,s20260003@kumoh.ac.kr`;
  value(await park.console.roster.import.mutate({ text }));
  for (const student of [kim, lee]) await signUp(campus, student);
  programme = await newProgramme([park, choi], '식권');
  ledgerName = (await park.console.officer.me.query()).ledgerName;
});
afterAll(() => campus.stop());

const checkBy = (
  officer: Officer,
  order: Id,
  text: string,
  { sameForAll = null as number | null, againToo = false } = {},
) => {
  const same = sameForAll === null ? null : won(sameForAll);
  return officer.console.issue.check.mutate({
    order,
    programme,
    source: { text },
    sameForAll: same,
    againToo,
  });
};
const check = async (order: Id, text: string, how: Parameters<typeof checkBy>[3] = {}) =>
  value(await checkBy(park, order, text, how));
const balance = async (student: Student) => {
  const [row] = await park.console.member.search.query({ words: student.studentNumber });
  return row?.balance;
};
function issueOrder(receivers: { account: Id; amount: number }[], id = newId()) {
  const list = receivers.map(({ account, amount }) => ({ account, amount: won(amount) }));
  const sorted = list.sort((a, b) => (a.account < b.account ? -1 : 1));
  const order = {
    ...newOrder('issue', { until: Date.now() + 60 * minuteMs, programme, receivers: sorted }),
    id,
  };
  return { order, signatures: [park.signer.order(ledgerName, 'officer', park.id, order)] };
}

it('tells before an issue who gets nothing, and why', async () => {
  const lines = await check(
    newId(),
    '20260001,1000\n20260001,1000\n20260002,\n20260003,500\n20269999,500\nabc,1',
  );
  expect(lines.map(({ problem }) => problem)).toEqual([
    null,
    'twice',
    'amount',
    'noAccount',
    'unknown',
    'number',
  ]);
});

it('keeps one whole list when several are checked under one id at once', async () => {
  const id = newId();
  const lists = [1, 2, 3, 4, 5, 6].map((lines) => Array.from({ length: lines }, () => `20260001,${lines}`));
  await Promise.all(lists.map((list) => check(id, list.join('\n'))));
  const rows = await campus.db.selectFrom('issue_row').selectAll().where('order_id', '=', id).execute();
  expect(rows.map(({ amount }) => amount)).toEqual(rows.map(() => rows.length));
});

it('issues by a list, says what became of each line, and knows the next time who already had it', async () => {
  const id = newId();
  const lines = await check(id, '20260001\n20260003', { sameForAll: 4_000 });
  const receivers = lines.flatMap(({ account, amount, problem }) =>
    problem === null && account && amount ? [{ account, amount }] : [],
  );
  value(await park.console.issue.issue.mutate({ signed: issueOrder(receivers, id) }));
  expect(await balance(kim)).toBe(4_000);
  const rows = await park.console.issue.rows.query({ order: id });
  expect(rows.map(({ studentNumber, given, problem }) => [studentNumber, given, problem])).toEqual([
    ['20260001', true, null],
    ['20260003', false, 'noAccount'],
  ]);
  const [again] = await check(newId(), '20260001,1000');
  expect(again?.problem).toBe('had');
  const [wanted] = await check(newId(), '20260001,1000', { againToo: true });
  expect(wanted?.problem).toBe(null);
});

it('says who got what by the signed order, and takes no other list under the number of one that was sent', async () => {
  const id = newId();
  await check(id, '20260001,1000\n20260002,300\n20260003,9', { againToo: true });
  const lines = await check(id, '20260001,200\n20260002,300\n20260003,9', { againToo: true });
  const receivers = lines.flatMap(({ account, amount, problem }) =>
    problem === null && account && amount ? [{ account, amount }] : [],
  );
  value(await park.console.issue.issue.mutate({ signed: issueOrder(receivers, id) }));
  const file = async () =>
    (await choi.console.issue.rows.query({ order: id })).map(({ studentNumber, amount, given, problem }) => [
      studentNumber,
      amount,
      given,
      problem,
    ]);
  const told = [
    ['20260001', 200, true, null],
    ['20260002', 300, true, null],
    ['20260003', 9, false, 'noAccount'],
  ];
  expect(await file()).toEqual(told);
  for (const officer of [park, choi])
    expect(await checkBy(officer, id, '20260001,90000\n20260003,90000')).toMatchObject({
      code: 'ORDER_ID_REUSED',
    });
  expect(await file()).toEqual(told);
  // Whatever the kept list says: amounts and receivers are the ledger's.
  await campus.db.updateTable('issue_row').set({ amount: 77_000 }).where('order_id', '=', id).execute();
  await campus.db.deleteFrom('issue_row').where('order_id', '=', id).where('place', '=', 1).execute();
  expect(await file()).toEqual([
    ['20260001', 200, true, null],
    ['20260003', 77_000, false, 'noAccount'],
    ['20260002', 300, true, null],
  ]);
});

it('takes no other list under the number of one that waits for its second officer', async () => {
  const id = newId();
  const [line] = await check(id, '20260002,400', { againToo: true });
  const signed = issueOrder([{ account: line?.account ?? '', amount: 400 }], id);
  value(await park.console.approval.propose.mutate({ signed, shown: null }));
  expect(await checkBy(choi, id, '20260002,900\n20260003,5')).toMatchObject({ code: 'ORDER_ID_REUSED' });
  expect(await park.console.issue.rows.query({ order: id })).toMatchObject([
    { studentNumber: '20260002', amount: 400, given: false, problem: null },
  ]);
  value(await choi.console.approval.withdraw.mutate({ id, voided: null }));
});

it('gives once, however often the same signed order is sent', async () => {
  const before = (await balance(lee)) ?? 0;
  const signed = issueOrder([{ account: lee.account, amount: 700 }]);
  for (let time = 0; time < 3; time++) value(await park.console.issue.issue.mutate({ signed }));
  value(await park.console.issue.resume.mutate({ order: signed.order.id }));
  expect(await balance(lee)).toBe(before + 700);
});

it('above what an issuer may issue alone waits for an approver, with the same signed order', async () => {
  const { soloIssueCap, issuedAlone } = await park.console.issue.terms.query();
  expect(issuedAlone).toBe(5_200);
  const before = (await balance(lee)) ?? 0;
  const signed = issueOrder([{ account: lee.account, amount: soloIssueCap }]);
  expect(await park.console.issue.issue.mutate({ signed })).toMatchObject({ code: 'SECOND_OFFICER_NEEDED' });
  expect(await balance(lee)).toBe(before);
  value(await park.console.approval.propose.mutate({ signed, shown: null }));
  const { signature } = choi.signer.order(ledgerName, 'officer', choi.id, signed.order);
  value(await choi.console.approval.sign.mutate({ id: signed.order.id, signature }));
  expect(await balance(lee)).toBe(before + soloIssueCap);
  expect((await park.console.issue.list.query({ programme }))[0]).toMatchObject({
    done: 1,
    parts: 1,
    amount: soloIssueCap,
  });
});

it("sends no order that lacks the sender's own signature", async () => {
  const { order } = issueOrder([{ account: kim.account, amount: 1 }]);
  const signatures = [choi.signer.order(ledgerName, 'officer', choi.id, order)];
  expect(await park.console.issue.issue.mutate({ signed: { order, signatures } })).toMatchObject({
    code: 'NOT_AUTHORISED',
  });
});
