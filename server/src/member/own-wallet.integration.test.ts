import { createHash } from 'node:crypto';
import { addDays, type Id, minuteMs, newId, seoulDay, won } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { found, type Officer, value } from '../../test/founding.ts';
import { enrol, newStudent, type Student } from '../../test/member.ts';
import { issueTo, newProgramme } from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';

let campus: Campus;
let officers: [Officer, Officer];
let kim: Student;
let programme: Id;
beforeAll(async () => {
  campus = await openCampus();
  officers = await found(campus);
  kim = newStudent(campus, '20260001', '김민수');
  await enrol(campus, officers[0], kim);
  programme = await newProgramme(officers, '식권');
  await issueTo(officers[0], programme, kim.account, 30_000);
});
afterAll(() => campus.stop());

it('gives leave for offline payments only to whoever has allowed them, for a week at most', async () => {
  expect(await kim.wallet.member.offlineLeave.query()).toMatchObject({ code: 'NOT_AUTHORISED' });
  value(await kim.wallet.member.savePreferences.mutate({ offlineAllowed: true, codeCap: 50_000 as never }));
  const leave = value(await kim.wallet.member.offlineLeave.query());
  expect(leave.offlineCap).toBe(10_000);
  expect(seoulDay(leave.endsAt) <= addDays(seoulDay(Date.now()), 7)).toBe(true);
  expect((await kim.wallet.member.me.query()).codeCap).toBe(50_000);
});

it('hands out everything that is kept about a member, and no secret', async () => {
  const data = await kim.wallet.member.ownData.query();
  expect(data).toMatchObject({ person: { name: '김민수', student_number: '20260001' } });
  await expect
    .poll(async () => (await kim.wallet.member.ownData.query()).entries)
    .toMatchObject([{ kind: 'issue', amount: 30_000, other: '식권' }]);
  expect(JSON.stringify(data)).not.toContain('argon2');
});

/** Two lists that named the member: one that was issued, and one from before there was an account. */
async function onLists(): Promise<{ order: Id; earlier: Id }> {
  const [{ console, id, signer }] = officers;
  const [order, earlier] = [newId(), newId()];
  const list = { programme, source: { text: '20260001,4000' }, sameForAll: null, againToo: true };
  for (const one of [order, earlier]) value(await console.issue.check.mutate({ ...list, order: one }));
  const before = { account: null, problem: 'noAccount' } as const;
  await campus.db.updateTable('issue_row').set(before).where('order_id', '=', earlier).execute();
  const receivers = [{ account: kim.account, amount: won(4_000) }];
  const body = { until: Date.now() + 60 * minuteMs, programme, receivers };
  const issue = { ...newOrder('issue', body), id: order };
  const { ledgerName } = await console.officer.me.query();
  const signatures = [signer.order(ledgerName, 'officer', id, issue)];
  value(await console.issue.issue.mutate({ signed: { order: issue, signatures } }));
  return { order, earlier };
}

it('leaves when two officers have closed the wallet: the person is forgotten, and nobody can sign in', async () => {
  const { order: issue, earlier } = await onLists();
  expect(await kim.wallet.member.leave.mutate({ password: 'not this one' })).toMatchObject({
    code: 'SIGN_IN_FAILED',
  });
  value(await kim.wallet.member.leave.mutate({ password: kim.password }));
  value(await kim.wallet.member.stay.mutate());
  expect((await kim.wallet.member.me.query()).leavingSince).toBeNull();
  value(await kim.wallet.member.leave.mutate({ password: kim.password }));
  const [first, second] = officers;
  expect(await first.console.member.leaving.query()).toMatchObject([{ name: '김민수' }]);
  const { ledgerName } = await first.console.officer.me.query();
  const [text] = await first.console.ledger.read.query({ records: [['account', kim.account]] });
  const shown = createHash('sha256')
    .update(text ?? '')
    .digest('hex');
  const order = newOrder('closeAccount', { until: Date.now() + 60 * minuteMs, shown, account: kim.account });
  const signatures = [first.signer.order(ledgerName, 'officer', first.id, order)];
  value(await first.console.approval.propose.mutate({ signed: { order, signatures }, shown: text ?? null }));
  const { signature } = second.signer.order(ledgerName, 'officer', second.id, order);
  value(await second.console.approval.sign.mutate({ id: order.id, signature }));
  await expect(kim.wallet.member.me.query()).rejects.toMatchObject({ message: 'SIGN_IN_AGAIN' });
  const { studentNumber, password } = kim;
  expect(await kim.wallet.member.signIn.mutate({ studentNumber, password })).toMatchObject({
    code: 'SIGN_IN_FAILED',
  });
  expect(await first.console.member.leaving.query()).toEqual([]);
  // What the money needs stays: which account got how much.
  const nobody = { studentNumber: '', name: '', amount: 4_000 };
  expect(await first.console.issue.rows.query({ order: issue })).toEqual([
    { ...nobody, account: kim.account, problem: null, given: true },
  ]);
  expect(await first.console.issue.rows.query({ order: earlier })).toEqual([
    { ...nobody, account: null, problem: 'noAccount', given: false },
  ]);
});
