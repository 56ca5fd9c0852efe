import { type Id, newId, won } from '@kumoh-pay/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { managerOf, openTrade, refundOf, signedBy, voidOf } from '../../test/counter-orders.ts';
import { value } from '../../test/founding.ts';
import type { Student } from '../../test/member.ts';
import { chargeBy, payCodeBy, requestBy, type Shop } from '../../test/shop.ts';
import { newOrder } from '../../test/signer.ts';

let campus: Campus;
let shop: Shop;
let other: Shop;
let kim: Student;
const cashierPin = '580271';

beforeAll(async () => {
  campus = await openCampus();
  ({ kim, shop, other } = await openTrade(campus));
});
afterAll(() => campus.stop());

/** Each code is later than the last: a counter that is not higher is used up. */
async function code(): Promise<string> {
  await new Promise((resolve) => setTimeout(resolve, 2));
  return payCodeBy(kim, shop.ledgerName, 100_000);
}
const paid = async (amount: number, charge = newId()) =>
  value(await chargeBy(shop, await code(), amount, charge));

describe('charging', () => {
  it('takes payment and names the payer masked, never a balance', async () => {
    const charge = newId();
    expect(await paid(6_500, charge)).toEqual({
      charge,
      terminal: shop.terminal,
      amount: 6_500,
      payer: '김*수',
      at: expect.any(Number),
    });
  });

  it('refuses what is signed for another shop or another terminal than the session’s', async () => {
    const body = { vendor: other.vendor, terminal: shop.terminal, amount: won(1_000), code: await code() };
    const elsewhere = signedBy(shop, newOrder('charge', body));
    expect(await shop.counter.sale.charge.mutate({ signed: elsewhere, basket: [] })).toMatchObject({
      code: 'WRONG_VENDOR',
    });
    const not = signedBy(
      shop,
      newOrder('charge', { ...body, vendor: shop.vendor, terminal: other.terminal }),
    );
    expect(await shop.counter.sale.charge.mutate({ signed: not, basket: [] })).toMatchObject({
      code: 'NOT_AUTHORISED',
    });
    const right = signedBy(shop, newOrder('charge', { ...body, vendor: shop.vendor }));
    expect((await shop.counter.sale.charge.mutate({ signed: right, basket: [] })).ok).toBe(true);
  });

  it('is one charge however often the same order comes, and keeps its basket once', async () => {
    const signed = signedBy(
      shop,
      newOrder('charge', {
        vendor: shop.vendor,
        terminal: shop.terminal,
        amount: won(9_500),
        code: await code(),
      }),
    );
    const basket = [
      { item: null, name: '김밥', won: won(3_000), quantity: 2 },
      { item: null, name: '라면', won: won(3_500), quantity: 1 },
    ];
    const asked = Array.from({ length: 5 }, () => shop.counter.sale.charge.mutate({ signed, basket }));
    const [first, ...rest] = (await Promise.all(asked)).map(value);
    for (const answer of rest) expect(answer).toEqual(first);
    const shown = value(await shop.counter.sale.show.query({ charge: signed.order.id }));
    expect(shown.basket).toEqual(basket);
    expect(await other.counter.sale.show.query({ charge: signed.order.id })).toMatchObject({
      code: 'UNKNOWN_CHARGE',
    });
  });

  it('turns hostile bodies away before anything happens', async () => {
    const good = { vendor: shop.vendor, terminal: shop.terminal, amount: won(1_000), code: await code() };
    const { order, signatures } = signedBy(shop, newOrder('charge', good));
    const before = await shop.counter.sale.today.query();
    for (const amount of [-1, 0, 0.5, 2 ** 53 + 1, 1e21, '1000', null, Number.NaN]) {
      const bad = { signed: { order: { ...order, body: { ...good, amount } }, signatures }, basket: [] };
      await expect(shop.counter.sale.charge.mutate(bad as never)).rejects.toMatchObject({
        message: 'BAD_INPUT',
      });
    }
    for (const digits of ['', '💥', '9'.repeat(5_000), `${good.code}1`, good.code.slice(0, -1)]) {
      const bad = {
        signed: { order: { ...order, body: { ...good, code: digits } }, signatures },
        basket: [],
      };
      await expect(shop.counter.sale.charge.mutate(bad)).rejects.toMatchObject({ message: 'BAD_INPUT' });
    }
    expect((await shop.counter.sale.today.query()).terminal).toEqual(before.terminal);
    expect((await shop.counter.sale.charge.mutate({ signed: { order, signatures }, basket: [] })).ok).toBe(
      true,
    );
  });

  it('takes the eight digits on the phone for the code that they stand for', async () => {
    const { number } = value(await kim.wallet.money.lodgeCode.mutate({ code: await code() }));
    const digits = value(await shop.counter.sale.codeForNumber.mutate({ number }));
    expect((await chargeBy(shop, digits, 2_000)).ok).toBe(true);
    expect(await shop.counter.sale.codeForNumber.mutate({ number: '00000000' })).toMatchObject({
      code: 'NUMBER_UNKNOWN',
    });
  });
});

describe('what became of a charge', () => {
  it('is told by its id, also for a refusal, and never for an id that the server has not seen', async () => {
    const [done, refused] = [newId(), newId()];
    await paid(1_000, done);
    await chargeBy(shop, payCodeBy(kim, shop.ledgerName, 500), 1_000, refused);
    const ask = (charge: Id) => shop.counter.sale.outcome.query({ charge });
    expect(await ask(done)).toMatchObject({ is: 'answered', answer: { ok: true, value: { amount: 1_000 } } });
    expect(await ask(refused)).toMatchObject({ is: 'answered', answer: { ok: false, code: 'CODE_CAP' } });
    expect(await ask(newId())).toEqual({ is: 'unsent' });
    expect(await other.counter.sale.outcome.query({ charge: done })).toEqual({ is: 'unsent' });
  });

  it('a void makes sure that it never happens; one that comes too late says that it has', async () => {
    const [never, done] = [newId(), newId()];
    expect(value(await shop.counter.sale.void.mutate({ signed: voidOf(shop, never) }))).toEqual({
      outcome: 'void',
    });
    expect(await chargeBy(shop, await code(), 1_000, never)).toMatchObject({ code: 'ORDER_VOID' });
    await paid(1_500, done);
    expect(value(await shop.counter.sale.void.mutate({ signed: voidOf(shop, done) }))).toMatchObject({
      outcome: 'committed',
      sale: { charge: done, amount: 1_500, payer: '김*수' },
    });
  });

  it('a request is open until a phone has paid it; one taken back is never paid', async () => {
    const [charge, back] = [newId(), newId()];
    expect(await shop.counter.sale.outcome.query({ charge })).toEqual({ is: 'unsent' });
    const pay = (id: Id, request: string) => {
      const order = { ...newOrder('pay', { account: kim.account, request }), id };
      return { order, signatures: [kim.signer.order(shop.ledgerName, 'account', kim.account, order)] };
    };
    value(await kim.wallet.money.payRequest.mutate(pay(charge, requestBy(shop, 4_500, charge))));
    expect(await shop.counter.sale.outcome.query({ charge })).toMatchObject({
      answer: { value: { amount: 4_500 } },
    });
    value(await shop.counter.sale.void.mutate({ signed: voidOf(shop, back, 'pay') }));
    const late = await kim.wallet.money.payRequest.mutate(pay(back, requestBy(shop, 1_000, back)));
    expect(late).toMatchObject({ ok: false, code: 'ORDER_VOID' });
  });
});

describe('giving back', () => {
  it('needs a manager’s right PIN, and gives back in part what is left', async () => {
    const { charge } = await paid(5_000);
    const { staff, pin } = await managerOf(shop);
    const ask = (amount: number, allowed: { staff: Id; pin: string } | null) =>
      shop.counter.sale.refund.mutate({
        signed: refundOf(shop, charge, amount),
        reason: 'returned',
        manager: allowed,
      });
    expect(await ask(2_000, { staff, pin: '9999' })).toMatchObject({ code: 'PIN_WRONG' });
    expect(await ask(2_000, null)).toMatchObject({ code: 'NOT_AUTHORISED' });
    expect(value(await ask(2_000, { staff, pin }))).toMatchObject({ amount: 2_000, refunded: 2_000 });
    expect(await ask(3_001, { staff, pin })).toMatchObject({ code: 'REFUND_EXCEEDS_CHARGE' });
    const shown = value(await shop.counter.sale.show.query({ charge }));
    expect([shown.refunded, shown.refunds.map(({ amount, reason }) => [amount, reason])]).toEqual([
      2_000,
      [[2_000, 'returned']],
    ]);
  });

  it('a cashier’s PIN is no manager’s', async () => {
    const { charge } = await paid(1_000);
    const added = value(
      await shop.counter.staff.add.mutate({ name: '이알바', role: 'cashier', pin: cashierPin }),
    );
    const manager = { staff: added.staff, pin: cashierPin };
    const refused = await shop.counter.sale.refund.mutate({
      signed: refundOf(shop, charge, 500),
      reason: 'other',
      manager,
    });
    expect(refused).toMatchObject({ code: 'NOT_AUTHORISED' });
  });

  it('a moment after the charge the cashier may undo the whole, once; later not', async () => {
    const { charge } = await paid(3_000);
    const undo = (id: Id) => ({
      signed: refundOf(shop, id, 3_000),
      reason: 'wrong-amount' as const,
      manager: null,
    });
    const first = undo(charge);
    value(await shop.counter.sale.refund.mutate(first));
    expect(value(await shop.counter.sale.refund.mutate(first))).toMatchObject({ refunded: 3_000 });
    expect(await shop.counter.sale.refund.mutate(undo(charge))).toMatchObject({ code: 'NOT_AUTHORISED' });
    const old = await paid(3_000);
    await shop.counter.sale.today.query();
    await campus.db
      .updateTable('sale')
      .set({ at: Date.now() - 61_000 })
      .where('charge', '=', old.charge)
      .execute();
    expect(await shop.counter.sale.refund.mutate(undo(old.charge))).toMatchObject({ code: 'NOT_AUTHORISED' });
  });

  it('another shop’s charge cannot be given back, nor found', async () => {
    const { charge } = await paid(2_345);
    const allowed = await managerOf(other);
    const asked = { signed: refundOf(other, charge, 100), reason: 'other' as const, manager: allowed };
    expect(await other.counter.sale.refund.mutate(asked)).toMatchObject({ code: 'UNKNOWN_CHARGE' });
    expect(await other.counter.sale.find.query({ amount: won(2_345) })).toEqual([]);
    const [found] = await shop.counter.sale.find.query({ lastFour: charge.slice(-4) });
    expect(found).toMatchObject({ charge, amount: 2_345, payer: '김*수' });
  });
});

describe('the day', () => {
  it('today counts this terminal and the shop, and lists the last ten', async () => {
    const today = await shop.counter.sale.today.query();
    expect(today.terminal).toEqual(today.vendor);
    expect(today.terminal.net).toBe(today.terminal.gross - today.terminal.refunded);
    expect(today.latest).toHaveLength(10);
    expect(today.latest[0]?.payer).toBe('김*수');
  });

  it('closing names each charge whose outcome is not known yet, and only this shop’s', async () => {
    const signed = signedBy(
      shop,
      newOrder('charge', {
        vendor: shop.vendor,
        terminal: shop.terminal,
        amount: won(7_700),
        code: await code(),
      }),
    );
    const { id } = signed.order;
    const row = { order_id: id, type: 'charge', part: 0, state: 'unknown' as const, digest: '0'.repeat(64) };
    const nothing = { code: null, detail: null, result: null, settled_at: null };
    await campus.db
      .insertInto('order_attempt')
      .values({ ...row, ...nothing, signed: JSON.stringify(signed), received_at: 5 })
      .execute();
    const { doubtful } = await shop.counter.day.closing.query();
    expect(doubtful).toEqual([{ charge: id, amount: 7_700, terminalName: '1번 계산대', at: 5 }]);
    expect((await other.counter.day.closing.query()).doubtful).toEqual([]);
    await campus.db.deleteFrom('order_attempt').where('order_id', '=', id).execute();
  });

  it('closes with what was shown; the ledger counts the same by itself', async () => {
    const preview = await shop.counter.day.closing.query();
    expect(preview).toMatchObject({ fee: 0, carried: 0, doubtful: [], staff: [{ id: expect.any(String) }] });
    expect(preview.programmes).toEqual([
      { programme: expect.any(String), name: '식권', gross: preview.gross, refunds: preview.refunded },
    ]);
    expect(preview.items).toEqual([
      { name: '김밥', quantity: 2, won: 6_000 },
      { name: '라면', quantity: 1, won: 3_500 },
    ]);
    const wrong = signedBy(other, newOrder('sealDay', { vendor: shop.vendor, day: 1 }));
    expect(await other.counter.day.seal.mutate({ signed: wrong })).toMatchObject({ code: 'WRONG_VENDOR' });
    const signed = signedBy(shop, newOrder('sealDay', { vendor: shop.vendor, day: preview.day }));
    expect(value(await shop.counter.day.seal.mutate({ signed }))).toMatchObject({ day: 1, state: 'sealed' });
    const state = async () => (await shop.counter.day.list.query({})).days[0]?.state;
    await expect.poll(state, { timeout: 5_000 }).toBe('counted');
    const report = value(await shop.counter.day.report.query({ day: 1 }));
    const { gross, refunded, net, charges, items, staff } = preview;
    expect(report).toMatchObject({ gross, refunded, net, charges, items, staff, expectedPayAt: null });
    const file = value(await shop.counter.day.reportPdf.query({ day: 1 }));
    expect(file.name).toBe('z-report-1.pdf');
    expect(atob(file.base64).startsWith('%PDF-')).toBe(true);
    expect(await shop.counter.day.reportPdf.query({ day: 2 })).toMatchObject({ code: 'NOT_SEALED' });
  });

  it('a day that has moved on is not closed again, and one with no sales can be closed', async () => {
    const again = signedBy(shop, newOrder('sealDay', { vendor: shop.vendor, day: 1 }));
    expect(await shop.counter.day.seal.mutate({ signed: again })).toMatchObject({ code: 'DAY_MOVED_ON' });
    const soon = signedBy(shop, newOrder('sealDay', { vendor: shop.vendor, day: 2 }));
    expect(await shop.counter.day.seal.mutate({ signed: soon })).toMatchObject({ code: 'SEALED_JUST_NOW' });
    expect(await other.counter.day.closing.query()).toMatchObject({ day: 1, gross: 0, net: 0 });
    const empty = signedBy(other, newOrder('sealDay', { vendor: other.vendor, day: 1 }));
    expect((await other.counter.day.seal.mutate({ signed: empty })).ok).toBe(true);
  });

  it('a charge of a sealed day is given back only with the office', async () => {
    const [earlier] = await shop.counter.sale.find.query({ amount: won(6_500) });
    const wish = { reason: 'returned' as const, manager: await managerOf(shop) };
    const signed = refundOf(shop, earlier?.charge ?? '', 500);
    expect(await shop.counter.sale.refund.mutate({ signed, ...wish })).toMatchObject({
      code: 'SECOND_OFFICER_NEEDED',
    });
  });
});
