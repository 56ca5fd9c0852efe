import { type Id, newId, won } from '@kumoh-pay/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Campus } from '../../test/campus.ts';
import { openCampusOfTwo } from '../../test/campus-of-two.ts';
import { type Officer, value } from '../../test/founding.ts';
import { newStudent, type Student } from '../../test/member.ts';
import {
  chargeBy,
  issueTo,
  newProgramme,
  openShop,
  payCodeBy,
  requestBy,
  type Shop,
} from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';
import { hear } from '../../test/stream.ts';

let campus: Campus;
let officers: [Officer, Officer];
let shop: Shop;
let kim: Student;
let lee: Student;
let meal: Id;
let kept: Id;

beforeAll(async () => {
  ({ campus, officers, kim, lee } = await openCampusOfTwo());
  shop = await openShop(campus, officers[0], '학생식당');
  meal = await newProgramme(officers, '식권', { days: 5 });
  kept = await newProgramme(officers, '남에게 못 주는 것', { days: 9, transferable: false });
  await issueTo(officers[0], meal, kim.account, 20_000);
  await issueTo(officers[0], kept, kim.account, 7_000);
});
afterAll(() => campus.stop());

function transferOf(from: Student, to: Id, amount: number, id = newId()) {
  const order = { ...newOrder('transfer', { from: from.account, to, amount: won(amount) }), id };
  return { order, signatures: [from.signer.order(shop.ledgerName, 'account', from.account, order)] };
}
function payOf(student: Student, request: string, charge: Id) {
  const order = { ...newOrder('pay', { account: student.account, request }), id: charge };
  return { order, signatures: [student.signer.order(shop.ledgerName, 'account', student.account, order)] };
}

/** The index is a few milliseconds behind the ledger; the phone hears of it by its stream. */
async function balanceOf(student: Student, expected: number): Promise<void> {
  await expect
    .poll(async () => (await student.wallet.money.home.query()).balance, { timeout: 3_000 })
    .toBe(expected);
}

describe('a wallet’s home', () => {
  it('shows the balance, its vouchers with the soonest last day first, and where each came from', async () => {
    await balanceOf(kim, 27_000);
    const home = await kim.wallet.money.home.query();
    expect(home.lots.map(({ name, amount, transferable }) => [name, amount, transferable])).toEqual([
      ['식권', 20_000, true],
      ['남에게 못 주는 것', 7_000, false],
    ]);
    expect(home.entries.map(({ kind, amount, other }) => [kind, amount, other])).toEqual([
      ['issue', 7_000, '남에게 못 주는 것'],
      ['issue', 20_000, '식권'],
    ]);
  });
});

describe('sending', () => {
  it('shows a masked name before anything is signed, and says who cannot be sent to', async () => {
    const ask = (account: Id) => kim.wallet.money.receiver.query({ account });
    expect(await ask(lee.account)).toMatchObject({ ok: true, value: { name: '이*연', most: 20_000 } });
    expect(await ask(kim.account)).toMatchObject({ code: 'SAME_ACCOUNT' });
    expect(await ask(newId())).toMatchObject({ code: 'UNKNOWN_ACCOUNT' });
  });

  it('sends once, however often the same order is asked for', async () => {
    const signed = transferOf(kim, lee.account, 3_000);
    const answers = await Promise.all([1, 2, 3].map(() => kim.wallet.money.send.mutate(signed)));
    expect(answers.map((answer) => value(answer).amount)).toEqual([3_000, 3_000, 3_000]);
    await balanceOf(lee, 3_000);
    await balanceOf(kim, 24_000);
    expect((await lee.wallet.money.home.query()).entries[0]).toMatchObject({
      kind: 'receive',
      other: '김*수',
    });
  });

  it('refuses another’s wallet, more than may be sent, and a stranger’s signature; mended, the same order goes', async () => {
    const stolen = transferOf(kim, lee.account, 1_000);
    expect(await lee.wallet.money.send.mutate(stolen)).toMatchObject({ code: 'NOT_AUTHORISED' });
    expect(await kim.wallet.money.send.mutate(transferOf(kim, lee.account, 17_001))).toMatchObject({
      code: 'NOT_TRANSFERABLE',
    });
    const forged = {
      ...stolen,
      signatures: [lee.signer.order(shop.ledgerName, 'account', kim.account, stolen.order)],
    };
    expect(await kim.wallet.money.send.mutate(forged)).toMatchObject({ code: 'BAD_SIGNATURE' });
    value(await kim.wallet.money.send.mutate(stolen));
    await balanceOf(lee, 4_000);
  });
});

describe('paying a counter’s request', () => {
  it('says who asks and how much, pays exactly that, and never twice', async () => {
    const charge = newId();
    const request = requestBy(shop, 5_500, charge);
    const shown = value(await kim.wallet.money.request.query({ request }));
    expect(shown).toMatchObject({ charge, vendorName: '학생식당', amount: 5_500, available: 23_000 });
    const signed = payOf(kim, request, charge);
    const [first, again] = [
      await kim.wallet.money.payRequest.mutate(signed),
      await kim.wallet.money.payRequest.mutate(signed),
    ];
    expect(value(again)).toEqual(value(first));
    await balanceOf(kim, 17_500);
    expect(await kim.wallet.money.request.query({ request })).toMatchObject({ code: 'CODE_USED' });
    expect(await lee.wallet.money.payRequest.mutate(signed)).toMatchObject({ code: 'NOT_AUTHORISED' });
  });

  it('says that a request is too old, from nowhere, or no request', async () => {
    const late = requestBy(shop, 100, newId(), Math.floor(Date.now() / 1_000) - 1);
    expect(await kim.wallet.money.request.query({ request: late })).toMatchObject({
      code: 'REQUEST_EXPIRED',
    });
    const foreign = requestBy({ ...shop, terminal: newId() }, 100);
    expect(await kim.wallet.money.request.query({ request: foreign })).toMatchObject({
      code: 'UNKNOWN_TERMINAL',
    });
    await expect(kim.wallet.money.request.query({ request: '12345' })).rejects.toThrow('BAD_INPUT');
  });
});

describe('history', () => {
  it('goes page by page and by kind, and shows nobody else’s receipt', async () => {
    const { entries, more } = await kim.wallet.money.history.query({});
    expect(more).toBe(false);
    expect(entries.map(({ kind }) => kind)).toEqual(['charge', 'send', 'send', 'issue', 'issue']);
    const before = entries[1]?.sequence ?? 0;
    expect((await kim.wallet.money.history.query({ before })).entries).toEqual(entries.slice(2));
    expect((await kim.wallet.money.history.query({ kinds: ['issue'] })).entries).toHaveLength(2);
    const sequence = entries[0]?.sequence ?? 0;
    const receipt = await kim.wallet.money.receipt.query({ sequence });
    expect(receipt).toMatchObject({
      entry: { kind: 'charge', amount: -5_500, other: '학생식당' },
      refunded: 0,
      lots: [{ name: '식권', amount: 5_500 }],
      proof: { signers: [`account.${kim.account}`] },
    });
    expect(await lee.wallet.money.receipt.query({ sequence })).toBe(null);
  });
});

describe('a fallback number', () => {
  it('is given for one’s own code only, and stands for it at the counter', async () => {
    const code = payCodeBy(kim, shop.ledgerName, 10_000);
    expect(await lee.wallet.money.lodgeCode.mutate({ code })).toMatchObject({ code: 'NOT_A_CODE' });
    const { number } = value(await kim.wallet.money.lodgeCode.mutate({ code }));
    expect(value(await shop.counter.sale.codeForNumber.mutate({ number }))).toBe(code);
    value(await chargeBy(shop, code, 2_000));
    await balanceOf(kim, 15_500);
  });
});

describe('the live stream', () => {
  it('tells a payment with the shop’s name and the new balance, and a refusal with why and by how much', async () => {
    const stream = await listen(kim);
    value(await chargeBy(shop, payCodeBy(kim, shop.ledgerName, 10_000), 1_500));
    expect(await stream.until('"is":"entries"')).toMatchObject({
      entries: [{ kind: 'charge', amount: -1_500, other: '학생식당' }],
      balance: 14_000,
    });
    const tooMuch = await chargeBy(shop, payCodeBy(kim, shop.ledgerName, 50_000), 15_000);
    expect(tooMuch).toMatchObject({ ok: false, code: 'INSUFFICIENT_FUNDS' });
    expect(await stream.until('"is":"refused"')).toMatchObject({
      vendor: '학생식당',
      code: 'INSUFFICIENT_FUNDS',
      amount: 15_000,
      shortBy: 1_000,
    });
    stream.end();
  });
});

describe('an outage', () => {
  it('is told to every phone while the office says it, and before anybody has signed in', async () => {
    const [stream, hers] = [await listen(kim), await listen(lee)];
    const outageBanner = '오늘 12시까지 점검합니다.';
    await officers[0].console.settings.save.mutate({ outageBanner });
    expect(await stream.until('"is":"banner"')).toMatchObject({ text: outageBanner });
    expect(await hers.until('"is":"banner"')).toMatchObject({ text: outageBanner });
    expect(await newStudent(campus, '20260003', '박').wallet.member.about.query()).toMatchObject({
      outageBanner,
    });
    const after = await listen(kim);
    await officers[0].console.settings.save.mutate({ outageBanner: '' });
    expect(await after.until('"text":""')).toMatchObject({ is: 'banner', text: '' });
    for (const one of [stream, hers, after]) one.end();
  });
});

/** From the latest entry that the phone has seen. */
async function listen(student: Student) {
  const [latest] = (await student.wallet.money.home.query()).entries;
  return hear(student.browser, 'money.live', `${latest?.sequence}.0`);
}
