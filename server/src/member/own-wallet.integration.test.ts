import { createHash } from 'node:crypto';
import { addDays, minuteMs, seoulDay } from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { found, type Officer, value } from '../../test/founding.ts';
import { enrol, newStudent, type Student } from '../../test/member.ts';
import { issueTo, newProgramme } from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';

let campus: Campus;
let officers: [Officer, Officer];
let kim: Student;
beforeAll(async () => {
  campus = await openCampus();
  officers = await found(campus);
  kim = newStudent(campus, '20260001', '김민수');
  await enrol(campus, officers[0], kim);
  await issueTo(officers[0], await newProgramme(officers, '식권'), kim.account, 30_000);
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

it('leaves when two officers have closed the wallet: the person is forgotten, and nobody can sign in', async () => {
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
});
