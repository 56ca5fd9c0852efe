import {
  base64UrlDecode,
  newId,
  payCodeBytes,
  payCodeDigits,
  payCodeFields,
  type SignedOrder,
  won,
} from '@kumoh-pay/domain';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { signedBy } from '../../test/counter-orders.ts';
import { found, type Officer, value } from '../../test/founding.ts';
import { enrol, newStudent, type Student } from '../../test/member.ts';
import { issueTo, newProgramme, openShop, type Shop } from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';

let campus: Campus;
let officers: readonly [Officer, Officer];
let shop: Shop;
let other: Shop;
let kim: Student;
let meal: string;
let staff: string;

beforeAll(async () => {
  campus = await openCampus();
  officers = await found(campus);
  kim = newStudent(campus, '20260001', '김민수');
  await enrol(campus, officers[0], kim);
  value(await kim.wallet.member.savePreferences.mutate({ offlineAllowed: true, codeCap: 30_000 as never }));
  shop = await openShop(campus, officers[0], '학생식당');
  other = await openShop(campus, officers[0], '카페');
  staff = (await shop.counter.staff.list.query())[0]?.id ?? '';
  meal = await newProgramme(officers, '식권');
  await issueTo(officers[0], meal, kim.account, 5_000);
});
afterAll(() => campus.stop());

/** A code that kim's phone lets a counter take without the server. */
async function offlineCode(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 2));
  const leave = value(await kim.wallet.member.offlineLeave.query());
  const [certified, vouched] = [base64UrlDecode(leave.fields), base64UrlDecode(leave.signature)];
  const fields = payCodeFields({ account: kim.account, counter: Date.now(), cap: won(30_000) }, true);
  const signature = base64UrlDecode(kim.signer.bytes(payCodeBytes(shop.ledgerName, fields)));
  if (!certified || !vouched || !signature) throw new Error('a part of the code is no base64');
  return payCodeDigits(fields, signature, { fields: certified, signature: vouched });
}

async function late(amount: number, code: string) {
  const { enroller } = await shop.counter.terminal.about.query();
  const { vendor, terminal } = shop;
  const offline = { enroller: enroller.id };
  const signed = signedBy(shop, newOrder('charge', { vendor, terminal, amount: won(amount), code, offline }));
  return {
    charge: signed.order.id,
    answer: await shop.counter.sale.late.mutate({ signed, basket: [], staff }),
  };
}
function presented(charge: string, at = shop, account = kim.account): SignedOrder<'presentCharge'> {
  const { vendor, terminal } = at;
  return signedBy(at, newOrder('presentCharge', { vendor, terminal, charge, account }));
}
const listed = () => shop.counter.sale.bounced.query();

it('a shortfall is listed with its payer masked, refused while it lasts, and paid once the member has enough', async () => {
  const { charge, answer } = await late(8_000, await offlineCode());
  expect(answer).toMatchObject({ ok: false, code: 'INSUFFICIENT_FUNDS' });
  expect(await listed()).toEqual([
    {
      charge,
      account: kim.account,
      amount: 8_000,
      payer: '김*수',
      terminalName: '1번 계산대',
      takenAt: expect.any(Number),
      reason: 'INSUFFICIENT_FUNDS',
      presentUntil: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    },
  ]);
  const early = await shop.counter.sale.present.mutate({ signed: presented(charge) });
  expect(early).toMatchObject({ ok: false, code: 'INSUFFICIENT_FUNDS' });
  await issueTo(officers[0], meal, kim.account, 4_000);
  const signed = presented(charge);
  const paid = value(await shop.counter.sale.present.mutate({ signed }));
  expect(paid).toMatchObject({ charge, amount: 8_000, payer: '김*수' });
  // The same order again, and another order for the same charge, hear of the one sale.
  expect(value(await shop.counter.sale.present.mutate({ signed }))).toEqual(paid);
  expect(value(await shop.counter.sale.present.mutate({ signed: presented(charge) }))).toEqual(paid);
  expect(await listed()).toEqual([]);
  expect((await shop.counter.sale.today.query()).terminal).toMatchObject({ charges: 1, gross: 8_000 });
});

it('is another shop’s neither to see nor to ask for, and asks for no charge that never bounced', async () => {
  const { charge } = await late(9_000, await offlineCode());
  expect(await other.counter.sale.bounced.query()).toEqual([]);
  const foreign = await other.counter.sale.present.mutate({ signed: presented(charge, other) });
  expect(foreign).toMatchObject({ code: 'UNKNOWN_CHARGE' });
  const borrowed = await other.counter.sale.present.mutate({ signed: presented(charge) });
  expect(borrowed).toMatchObject({ code: 'WRONG_VENDOR' });
  const never = await shop.counter.sale.present.mutate({ signed: presented(newId()) });
  expect(never).toMatchObject({ code: 'UNKNOWN_CHARGE' });
  await issueTo(officers[0], meal, kim.account, 9_000);
  expect((await shop.counter.sale.present.mutate({ signed: presented(charge) })).ok).toBe(true);
});

it('one whose code had paid before is told and can never be presented', async () => {
  await issueTo(officers[0], meal, kim.account, 2_000);
  const code = await offlineCode();
  expect((await late(500, code)).answer.ok).toBe(true);
  const { charge, answer } = await late(500, code);
  expect(answer).toMatchObject({ code: 'CODE_USED' });
  expect(await listed()).toMatchObject([{ charge, reason: 'CODE_USED', presentUntil: null }]);
  const asked = await shop.counter.sale.present.mutate({ signed: presented(charge) });
  expect(asked).toMatchObject({ code: 'CODE_USED' });
});
