import { minuteMs, newId, type OrderOf, type SignedOrder, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import {
  accountSigns,
  Campus,
  officerSigns,
  type PairedTerminal,
  type Person,
  terminalSigns,
} from './campus.ts';
import { Hand } from './hand.ts';
import { shop } from './shop.ts';

/** Attacks that fit one order each. Every refusal stands beside the same attempt with just that flaw mended, which passes. */

test('a pay code pays once: in a second order, at another counter, or an older code after it, it is used', async () => {
  const { campus, terminal, soo } = await shop();
  const older = campus.charge(terminal, soo, 1_000, { counter: campus.now - 1_000 });
  const first = campus.charge(terminal, soo, 1_000);
  expect(await campus.outcome(first)).toBe('done');
  const again = campus.sign('charge', first.order.body as OrderOf<'charge'>['body'], [
    terminalSigns(terminal),
  ]);
  expect(await campus.outcome(again)).toBe('CODE_USED');
  const other = await campus.terminal(await campus.vendor());
  expect(await campus.outcome(campus.charge(other, soo, 1_000, { counter: campus.now }))).toBe('CODE_USED');
  expect(await campus.outcome(older)).toBe('CODE_USED');
  expect(await campus.outcome(campus.charge(other, soo, 1_000, { counter: campus.now + 1 }))).toBe('done');
});

test('a code lives from 30 seconds before its time to 75 seconds after; further off the clock is wrong', async () => {
  const { campus, terminal, soo } = await shop();
  const at = (offsetMs: number): SignedOrder =>
    campus.charge(terminal, soo, 1_000, { counter: campus.now + offsetMs });
  expect(await campus.outcome(at(-75_001))).toBe('CODE_EXPIRED');
  expect(await campus.outcome(at(30_001))).toBe('CLOCK_WRONG');
  expect(await campus.outcome(at(-11 * minuteMs))).toBe('CLOCK_WRONG');
  expect(await campus.outcome(at(-75_000))).toBe('done');
  expect(await campus.outcome(at(30_000))).toBe('done');
});

test('no charge is above the code’s cap, the charge cap or the balance', async () => {
  const { campus, terminal, soo } = await shop(200_000);
  expect(await campus.outcome(campus.charge(terminal, soo, 30_001, { cap: 30_000 }))).toBe('CODE_CAP');
  expect(await campus.outcome(campus.charge(terminal, soo, 100_001, { cap: 200_000 }))).toBe('CHARGE_CAP');
  expect(await campus.outcome(campus.charge(terminal, soo, 30_000, { cap: 30_000 }))).toBe('done');
  campus.pass(1);
  expect(await campus.outcome(campus.charge(terminal, soo, 100_000, { cap: 200_000 }))).toBe('done');
  campus.pass(1);
  expect(await campus.outcome(campus.charge(terminal, soo, 70_001))).toBe('INSUFFICIENT_FUNDS');
  expect(await campus.outcome(campus.charge(terminal, soo, 70_000))).toBe('done');
});

test('a counter charges for its own vendor only, and not when retired', async () => {
  const { campus, terminal, soo } = await shop();
  const other = await campus.terminal(await campus.vendor());
  const posing = { ...terminal, vendor: other.vendor };
  expect(await campus.outcome(campus.charge(posing, soo, 1_000))).toBe('WRONG_VENDOR');
  expect(await campus.outcome(campus.charge({ ...terminal, id: newId() }, soo, 1_000))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000))).toBe('done');
  await campus.done('retireTerminal', { terminal: terminal.id }, [terminalSigns(terminal)]);
  campus.pass(1);
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000))).toBe('TERMINAL_RETIRED');
});

test('a programme pays only where it is taken, and is sent only where it may be', async () => {
  const campus = await Campus.open();
  const [here, there] = [
    await campus.terminal(await campus.vendor()),
    await campus.terminal(await campus.vendor()),
  ];
  const [soo, min] = [await campus.member(), await campus.member()];
  await campus.issue(await campus.programme({ vendors: [here.vendor], transferable: false }), 5_000, soo);
  expect(await campus.outcome(campus.charge(there, soo, 1_000))).toBe('NOT_TAKEN_HERE');
  const send = campus.sign(
    'transfer',
    { from: soo.id, to: min.id, amount: won(1_000) },
    [accountSigns(soo)],
    { hints: campus.hints(soo) },
  );
  expect(await campus.outcome(send)).toBe('NOT_TRANSFERABLE');
  expect(await campus.outcome(campus.charge(here, soo, 1_000))).toBe('done');
});

test('the code’s signature must be by the account’s present key, for this ledger', async () => {
  const { campus, terminal, soo } = await shop();
  const charge = (hand: Hand, ledger: string): SignedOrder => {
    const code = hand.payCode(ledger, soo.id, campus.now, 30_000);
    return campus.sign(
      'charge',
      { vendor: terminal.vendor, terminal: terminal.id, amount: won(1_000), code },
      [terminalSigns(terminal)],
      { hints: campus.hints(soo) },
    );
  };
  expect(await campus.outcome(charge(new Hand(), campus.ledger.name))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(charge(soo.hand, 'test-ledger-2'))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(charge(soo.hand, campus.ledger.name))).toBe('done');
});

test('another’s note named as a hint moves no won', async () => {
  const { campus, terminal, soo, programme } = await shop(1_000);
  const min = await campus.member();
  await campus.issue(programme, 9_000, min);
  const stolen = [...campus.hints(soo), ...campus.hints(min)].sort();
  expect(await campus.outcome(campus.charge(terminal, soo, 5_000, { hints: stolen }))).toBe(
    'INSUFFICIENT_FUNDS',
  );
  expect(await campus.outcome(campus.charge(terminal, soo, 1_000, { hints: stolen }))).toBe('done');
  expect(campus.hints(min)).toHaveLength(1);
  const twice = {
    ...campus.charge(terminal, min, 5_000),
    hints: [...campus.hints(min), ...campus.hints(min)],
  };
  expect(await campus.outcome(twice), 'a note named twice').toBe('BAD_ORDER');
  expect(await campus.outcome(campus.charge(terminal, min, 9_000, { counter: campus.now + 1 }))).toBe('done');
});

test('a request pays once, in time, exactly its amount, for its own charge', async () => {
  const { campus, terminal, soo } = await shop();
  const charge = newId();
  const request = (seconds: number) =>
    terminal.hand.requestCode(campus.ledger.name, {
      charge,
      terminal: terminal.id,
      amount: 4_000,
      expiresSeconds: Math.floor(campus.now / 1_000) + seconds,
    });
  const pay = (code: string, id = charge) =>
    campus.sign('pay', { account: soo.id, request: code }, [accountSigns(soo)], {
      id,
      hints: campus.hints(soo),
    });
  expect(await campus.outcome(pay(request(-1)))).toBe('REQUEST_EXPIRED');
  expect(await campus.outcome(pay(request(8 * 86_400)))).toBe('BAD_ORDER');
  expect(await campus.outcome(pay(request(60), newId()))).toBe('BAD_ORDER');
  const forged = new Hand().requestCode(campus.ledger.name, {
    charge,
    terminal: terminal.id,
    amount: 4_000,
    expiresSeconds: Math.floor(campus.now / 1_000) + 60,
  });
  expect(await campus.outcome(pay(forged))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(pay(request(60)))).toBe('done');
  expect(await campus.outcome(pay(request(90))), 'the same charge again').toBe('ORDER_ID_REUSED');
});

test('a void is for those who could have signed the order', async () => {
  const { campus, terminal, soo } = await shop();
  const other = await campus.terminal(await campus.vendor());
  const charge = campus.charge(terminal, soo, 1_000);
  const voidSale = (who: PairedTerminal) =>
    campus.sign('void', { type: 'charge', id: charge.order.id, vendor: terminal.vendor }, [
      terminalSigns(who),
    ]);
  expect(await campus.outcome(voidSale(other))).toBe('WRONG_VENDOR');
  expect(await campus.outcome(voidSale(terminal))).toBe('done');
  expect(await campus.outcome(charge)).toBe('ORDER_VOID');

  const min = await campus.member();
  const send = campus.sign(
    'transfer',
    { from: soo.id, to: min.id, amount: won(1_000) },
    [accountSigns(soo)],
    { hints: campus.hints(soo) },
  );
  const stop = (who: Person, signed = send) => {
    const [shown] = signed.signatures;
    if (!shown) throw new Error('unsigned');
    return campus.sign(
      'void',
      { type: 'order', order: signed.order, signed: shown } as OrderOf<'void'>['body'],
      [accountSigns(who)],
    );
  };
  expect(await campus.outcome(stop(min))).toBe('NOT_AUTHORISED');
  const forged = {
    ...send,
    signatures: [new Hand().signOrder(campus.ledger.name, send.order, 'account', soo.id)],
  };
  expect(await campus.outcome(stop(soo, forged))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(stop(soo))).toBe('done');
  expect(await campus.outcome(send)).toBe('ORDER_VOID');
});

test('a carrier of mixed fate: the good orders are done, the refused leave nothing', async () => {
  const { campus, terminal, soo } = await shop(3_000);
  const hints = campus.hints(soo);
  const orders = [1_000, 5_000, 1_500].map((amount, i) =>
    campus.charge(terminal, soo, amount, { counter: campus.now + i, hints }),
  );
  const results = await campus.carry(...orders, { order: 'nonsense' }, orders[0]);
  expect(results.map((result) => (result.ok ? (result.repeat ? 'repeat' : 'done') : result.code))).toEqual([
    'done',
    'INSUFFICIENT_FUNDS',
    'done',
    'BAD_ORDER',
    'repeat',
  ]);
  expect(campus.record('purse', soo.id)?.lots).toMatchObject([{ amount: 500 }]);
});

test('an order that reads a range travels alone, and a carrier keeps its bounds', async () => {
  const { campus, terminal, soo } = await shop();
  await campus.done('sealDay', { vendor: terminal.vendor, day: 1 }, [terminalSigns(terminal)]);
  const count = campus.sign('countDay', { vendor: terminal.vendor, day: 1, boxes: [0] }, [
    officerSigns(campus.enroller),
  ]);
  await expect(campus.carry(count, campus.charge(terminal, soo, 1_000))).rejects.toThrow('travels alone');
  await expect(
    campus.carry(...Array.from({ length: 65 }, () => campus.charge(terminal, soo, 1))),
  ).rejects.toThrow();
  expect(await campus.outcome(count)).toBe('done');
});

test('a void told late still answers what happened, and a photographed request learns no payer', async () => {
  const { campus, terminal, soo } = await shop();
  const charge = newId();
  const expiresSeconds = Math.floor(campus.now / 1_000) + 60;
  const request = terminal.hand.requestCode(campus.ledger.name, {
    charge,
    terminal: terminal.id,
    amount: 4_000,
    expiresSeconds,
  });
  const stop = (who: Person) => {
    const body = { type: 'pay' as const, id: charge, vendor: terminal.vendor, request };
    return campus.sign('void', body, [accountSigns(who)]);
  };
  const [mine, late] = [stop(soo), stop(soo)];
  const passer = await campus.member();
  const more = { id: charge, hints: campus.hints(soo) };
  await campus.done('pay', { account: soo.id, request }, [accountSigns(soo)], more);
  expect(await campus.carry(stop(passer))).toMatchObject([
    { ok: true, result: { outcome: 'committed', result: null } },
  ]);
  expect(await campus.carry(mine)).toMatchObject([{ ok: true, result: { result: { account: soo.id } } }]);
  campus.pass(20 * minuteMs);
  expect(await campus.carry(late)).toMatchObject([{ ok: true, result: { outcome: 'committed' } }]);
  const unknown = campus.charge(terminal, soo, 1_000);
  const tooLate = campus.sign('void', { type: 'charge', id: unknown.order.id, vendor: terminal.vendor }, [
    terminalSigns(terminal),
  ]);
  campus.pass(20 * minuteMs);
  expect(await campus.outcome(tooLate)).toBe('STALE_ORDER');
});

test('a stranger’s signature over an order gives no right to stop it', async () => {
  const { campus, soo } = await shop();
  const min = await campus.member();
  const body = { from: soo.id, to: min.id, amount: won(1_000) };
  const send = campus.sign('transfer', body, [accountSigns(soo)], { hints: campus.hints(soo) });
  const stop = (who: Person) => {
    const signed = who.hand.signOrder(campus.ledger.name, send.order, 'account', who.id);
    return campus.sign('void', { type: 'order', order: send.order, signed } as OrderOf<'void'>['body'], [
      accountSigns(who),
    ]);
  };
  expect(await campus.outcome(stop(min))).toBe('NOT_AUTHORISED');
  expect(await campus.outcome(stop(soo))).toBe('done');
});
