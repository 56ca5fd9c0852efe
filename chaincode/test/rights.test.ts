import { addDays, dayMs, hourMs, minuteMs, newId, type OrderOf, seoulDayStart, type SignedOrder, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { accountSigns, Campus, officerSigns, terminalSigns, type Person, type Till } from './campus.ts';
import { Hand, type Signing, signedOrder } from './hand.ts';
import { appointed, paidCharge } from './scenarios.ts';

/** Attacks that fit one order each. Every refusal stands beside the same attempt with just that flaw mended, which passes. */

async function shop(amount = 50_000): Promise<{ campus: Campus; till: Till; soo: Person; programme: string }> {
  const campus = await Campus.open();
  const [till, soo, programme] = [await campus.till(await campus.vendor()), await campus.member(), await campus.programme()];
  await campus.issue(programme, amount, soo);
  return { campus, till, soo, programme };
}

test('a pay code pays once: in a second order, at another counter, or an older code after it, it is used', async () => {
  const { campus, till, soo } = await shop();
  const older = campus.charge(till, soo, 1_000, { counter: campus.now - 1_000 });
  const first = campus.charge(till, soo, 1_000);
  expect(await campus.outcome(first)).toBe('done');
  const again = campus.sign('charge', first.order.body as OrderOf<'charge'>['body'], [terminalSigns(till)]);
  expect(await campus.outcome(again)).toBe('CODE_USED');
  const other = await campus.till(await campus.vendor());
  expect(await campus.outcome(campus.charge(other, soo, 1_000, { counter: campus.now }))).toBe('CODE_USED');
  expect(await campus.outcome(older)).toBe('CODE_USED');
  expect(await campus.outcome(campus.charge(other, soo, 1_000, { counter: campus.now + 1 }))).toBe('done');
});

test('a code lives from 30 seconds before its time to 75 seconds after; further off the clock is wrong', async () => {
  const { campus, till, soo } = await shop();
  const at = (offsetMs: number): SignedOrder => campus.charge(till, soo, 1_000, { counter: campus.now + offsetMs });
  expect(await campus.outcome(at(-75_001))).toBe('CODE_EXPIRED');
  expect(await campus.outcome(at(30_001))).toBe('CLOCK_WRONG');
  expect(await campus.outcome(at(-11 * minuteMs))).toBe('CLOCK_WRONG');
  expect(await campus.outcome(at(-75_000))).toBe('done');
  expect(await campus.outcome(at(30_000))).toBe('done');
});

test('no charge is above the code’s cap, the charge cap or the balance', async () => {
  const { campus, till, soo } = await shop(200_000);
  expect(await campus.outcome(campus.charge(till, soo, 30_001, { cap: 30_000 }))).toBe('CODE_CAP');
  expect(await campus.outcome(campus.charge(till, soo, 100_001, { cap: 200_000 }))).toBe('CHARGE_CAP');
  expect(await campus.outcome(campus.charge(till, soo, 30_000, { cap: 30_000 }))).toBe('done');
  campus.pass(1);
  expect(await campus.outcome(campus.charge(till, soo, 100_000, { cap: 200_000 }))).toBe('done');
  campus.pass(1);
  expect(await campus.outcome(campus.charge(till, soo, 70_001))).toBe('INSUFFICIENT_FUNDS');
  expect(await campus.outcome(campus.charge(till, soo, 70_000))).toBe('done');
});

test('a counter charges for its own vendor only, and not when retired', async () => {
  const { campus, till, soo } = await shop();
  const other = await campus.till(await campus.vendor());
  const posing = { ...till, vendor: other.vendor };
  expect(await campus.outcome(campus.charge(posing, soo, 1_000))).toBe('WRONG_VENDOR');
  expect(await campus.outcome(campus.charge({ ...till, id: newId() }, soo, 1_000))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(campus.charge(till, soo, 1_000))).toBe('done');
  await campus.done('retireTerminal', { terminal: till.id }, [terminalSigns(till)]);
  campus.pass(1);
  expect(await campus.outcome(campus.charge(till, soo, 1_000))).toBe('TERMINAL_RETIRED');
});

test('a programme pays only where it is taken, and is sent only where it may be', async () => {
  const campus = await Campus.open();
  const [here, there] = [await campus.till(await campus.vendor()), await campus.till(await campus.vendor())];
  const [soo, min] = [await campus.member(), await campus.member()];
  await campus.issue(await campus.programme({ vendors: [here.vendor], transferable: false }), 5_000, soo);
  expect(await campus.outcome(campus.charge(there, soo, 1_000))).toBe('NOT_TAKEN_HERE');
  const send = campus.sign('transfer', { from: soo.id, to: min.id, amount: won(1_000) }, [accountSigns(soo)], { hints: campus.hints(soo) });
  expect(await campus.outcome(send)).toBe('NOT_TRANSFERABLE');
  expect(await campus.outcome(campus.charge(here, soo, 1_000))).toBe('done');
});

test('the code’s signature must be by the account’s present key, for this ledger', async () => {
  const { campus, till, soo } = await shop();
  const charge = (hand: Hand, ledger: string): SignedOrder => {
    const code = hand.payCode(ledger, soo.id, campus.now, 30_000);
    return campus.sign('charge', { vendor: till.vendor, terminal: till.id, amount: won(1_000), code }, [terminalSigns(till)], { hints: campus.hints(soo) });
  };
  expect(await campus.outcome(charge(new Hand(), campus.ledger.name))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(charge(soo.hand, 'test-ledger-2'))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(charge(soo.hand, campus.ledger.name))).toBe('done');
});

test('another’s note named as a hint moves no won', async () => {
  const { campus, till, soo, programme } = await shop(1_000);
  const min = await campus.member();
  await campus.issue(programme, 9_000, min);
  const stolen = [...campus.hints(soo), ...campus.hints(min)].sort();
  expect(await campus.outcome(campus.charge(till, soo, 5_000, { hints: stolen }))).toBe('INSUFFICIENT_FUNDS');
  expect(await campus.outcome(campus.charge(till, soo, 1_000, { hints: stolen }))).toBe('done');
  expect(campus.hints(min)).toHaveLength(1);
  const twice = { ...campus.charge(till, min, 5_000), hints: [...campus.hints(min), ...campus.hints(min)] };
  expect(await campus.outcome(twice), 'a note named twice').toBe('BAD_ORDER');
  expect(await campus.outcome(campus.charge(till, min, 9_000, { counter: campus.now + 1 }))).toBe('done');
});

test('a receiver named twice in one list is refused', async () => {
  const campus = await Campus.open();
  const [programme, { id }] = [await campus.programme(), await campus.member()];
  const issue = (receivers: { account: string; amount: number }[]) =>
    campus.sign('issue', { until: campus.until, programme, receivers } as OrderOf<'issue'>['body'], campus.both, { part: 0 });
  expect(await campus.outcome(issue([{ account: id, amount: 1_000 }, { account: id, amount: 1_000 }]))).toBe('BAD_ORDER');
  expect(await campus.outcome(issue([{ account: id, amount: 2_000 }]))).toBe('done');
});

test('an issuer alone stays under the cap of the day, and no one issues beyond the budget', async () => {
  const campus = await Campus.open({ soloIssueCap: won(10_000) });
  const [programme, { id }] = [await campus.programme({ budget: won(30_000) }), await campus.member()];
  const issue = (amount: number, signers: Signing[]) => campus.sign('issue', { until: campus.until, programme, receivers: [{ account: id, amount: won(amount) }] }, signers, { part: 0 });
  expect(await campus.outcome(issue(10_001, [officerSigns(campus.kim)]))).toBe('SECOND_OFFICER_NEEDED');
  expect(await campus.outcome(issue(10_000, [officerSigns(campus.kim)]))).toBe('done');
  expect(await campus.outcome(issue(1, [officerSigns(campus.kim)]))).toBe('SECOND_OFFICER_NEEDED');
  expect(await campus.outcome(issue(20_001, campus.both))).toBe('BUDGET_EXCEEDED');
  expect(await campus.outcome(issue(20_000, campus.both))).toBe('done');
});

test('sending has a cap a time and a day, and not to oneself, a stranger or a closed account', async () => {
  const campus = await Campus.open({ transferCap: won(5_000), transferDayCap: won(8_000) });
  const [soo, min, gone] = [await campus.member(), await campus.member(), await campus.member()];
  await campus.issue(await campus.programme(), 50_000, soo);
  const send = (to: string, amount: number) => campus.sign('transfer', { from: soo.id, to, amount: won(amount) }, [accountSigns(soo)], { hints: campus.hints(soo) });
  await campus.done('closeAccount', { until: campus.until, account: gone.id, shown: campus.shown('account', gone.id) }, campus.both);
  expect(await campus.outcome(send(soo.id, 1_000))).toBe('SAME_ACCOUNT');
  expect(await campus.outcome(send(newId(), 1_000))).toBe('UNKNOWN_ACCOUNT');
  expect(await campus.outcome(send(gone.id, 1_000))).toBe('ACCOUNT_CLOSED');
  expect(await campus.outcome(send(min.id, 5_001))).toBe('TRANSFER_CAP');
  expect(await campus.outcome(send(min.id, 5_000))).toBe('done');
  expect(await campus.outcome(send(min.id, 3_001))).toBe('TRANSFER_CAP');
  expect(await campus.outcome(send(min.id, 3_000))).toBe('done');
  campus.pass(dayMs);
  expect(await campus.outcome(send(min.id, 5_000)), 'the next day').toBe('done');
});

test('a key that was ever on the ledger is not registered again, for anyone', async () => {
  const campus = await Campus.open();
  const member = await campus.member();
  const open = (hand: Hand) => {
    const id = newId();
    return campus.sign('openAccount', { account: id, key: hand.publicKey, recoveryKey: null }, [officerSigns(campus.enroller), { hand, role: 'account', id }]);
  };
  expect(await campus.outcome(open(member.hand))).toBe('KEY_USED_BEFORE');
  expect(await campus.outcome(open(member.recovery))).toBe('KEY_USED_BEFORE');
  expect(await campus.outcome(open(campus.kim.hand))).toBe('KEY_USED_BEFORE');
  expect(await campus.outcome(open(new Hand()))).toBe('done');
});

test('a stolen server gains little: its replacement is limited, cannot send, and the holder takes the key back', async () => {
  const { campus, till, soo } = await shop();
  const thief: Person = { ...soo, hand: new Hand() };
  await campus.done('replaceKey', { account: soo.id, key: thief.hand.publicKey }, [officerSigns(campus.enroller)]);
  const send = (who: Person) => campus.sign('transfer', { from: soo.id, to: newId(), amount: won(1_000) }, [accountSigns(who)]);
  expect(await campus.outcome(send(thief))).toBe('ACCOUNT_LIMITED');
  expect(await campus.outcome(campus.charge(till, thief, 10_001))).toBe('LIMITED_CAP');
  expect(await campus.outcome(campus.charge(till, thief, 9_000))).toBe('done');
  campus.pass(1);
  expect(await campus.outcome(campus.charge(till, thief, 1_001)), 'in all').toBe('LIMITED_CAP');
  expect(await campus.outcome(campus.charge(till, soo, 1_000))).toBe('BAD_SIGNATURE');
  await campus.done('keepKey', { account: soo.id }, [{ hand: soo.hand, role: 'confirmed', id: soo.id }]);
  expect(await campus.outcome(campus.charge(till, thief, 100))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(campus.charge(till, soo, 20_000))).toBe('done');
});

test('replacements by the server alone are few a day on the whole ledger', async () => {
  const campus = await Campus.open({ limitedPerDay: 2 });
  const replace = async () => campus.outcome(campus.sign('replaceKey', { account: (await campus.member()).id, key: new Hand().publicKey }, [officerSigns(campus.enroller)]));
  expect([await replace(), await replace(), await replace()]).toEqual(['done', 'done', 'REPLACEMENTS_TODAY']);
  campus.pass(dayMs);
  expect(await replace()).toBe('done');
});

test('a suspended account receives and does not spend; who suspended it decides who may resume it', async () => {
  const { campus, till, soo, programme } = await shop();
  const resume = (signer: Signing) => campus.sign('resumeAccount', { account: soo.id }, [signer]);
  await campus.done('suspendAccount', { account: soo.id }, [officerSigns(campus.enroller)]);
  await campus.issue(programme, 1_000, soo);
  expect(await campus.outcome(campus.charge(till, soo, 1_000))).toBe('ACCOUNT_SUSPENDED');
  expect(await campus.outcome(resume(accountSigns(soo)))).toBe('NOT_AUTHORISED');
  expect(await campus.outcome(resume({ hand: soo.recovery, role: 'recovery', id: soo.id }))).toBe('done');
  expect(await campus.outcome(campus.charge(till, soo, 1_000))).toBe('done');
  await campus.done('suspendAccount', { account: soo.id }, [accountSigns(soo)]);
  expect(await campus.outcome(resume(accountSigns(soo)))).toBe('done');
});

test('a refund stays within the charge, the days and the vendor’s cap of the day, and is the vendor’s own', async () => {
  const campus = await Campus.open({ refundDayCap: won(3_000) });
  const [till, soo] = [await campus.till(await campus.vendor()), await campus.member()];
  await campus.issue(await campus.programme(), 50_000, soo);
  const lunch = campus.charge(till, soo, 5_000);
  await campus.outcome(lunch);
  const refund = (who: Till, amount: number, more: Signing[] = []) =>
    campus.sign('refund', { vendor: who.vendor, terminal: who.id, charge: lunch.order.id, amount: won(amount), ...(more.length > 0 ? { until: campus.until } : {}) }, [terminalSigns(who), ...more]);
  const other = await campus.till(await campus.vendor());
  expect(await campus.outcome(refund(other, 1_000))).toBe('UNKNOWN_CHARGE');
  expect(await campus.outcome(refund({ ...other, vendor: till.vendor }, 1_000))).toBe('WRONG_VENDOR');
  expect(await campus.outcome(refund(till, 3_001))).toBe('REFUND_CAP');
  expect(await campus.outcome(refund(till, 3_000))).toBe('done');
  expect(await campus.outcome(refund(till, 1))).toBe('REFUND_CAP');
  const auditor = await appointed(campus, ['auditor']);
  expect(await campus.outcome(refund(till, 1, [officerSigns(auditor)]))).toBe('REFUND_CAP');
  expect(await campus.outcome(refund(till, 2_001, [officerSigns(campus.kim)]))).toBe('REFUND_EXCEEDS_CHARGE');
  expect(await campus.outcome(refund(till, 2_000, [officerSigns(campus.kim)]))).toBe('done');
});

test('a refund comes too late after seven days', async () => {
  const campus = await Campus.open();
  const { till, charge } = await paidCharge(campus);
  const refund = () => campus.sign('refund', { vendor: till.vendor, terminal: till.id, charge, amount: won(1_000) }, [terminalSigns(till)]);
  campus.ledger.now = seoulDayStart(addDays(campus.today, 8));
  expect(await campus.outcome(refund())).toBe('REFUND_TOO_LATE');
  campus.ledger.now -= 1;
  expect(await campus.outcome(refund())).toBe('done');
});

test('a refund gives each programme back no more than it gave, from the end of the charge', async () => {
  const campus = await Campus.open();
  const [till, soo] = [await campus.till(await campus.vendor()), await campus.member()];
  const [sooner, later] = [await campus.programme({ lastDay: '2026-12-01' }), await campus.programme()];
  await campus.issue(sooner, 3_000, soo);
  await campus.issue(later, 3_000, soo);
  const lunch = campus.charge(till, soo, 5_000);
  await campus.outcome(lunch);
  const refund = async (amount: number) => {
    const body = { vendor: till.vendor, terminal: till.id, charge: lunch.order.id, amount: won(amount) };
    const [result] = await campus.carry(campus.sign('refund', body, [terminalSigns(till)]));
    return result?.ok ? (result.result as { lots: unknown }).lots : result?.code;
  };
  expect(await refund(1_500)).toEqual([{ programme: later, amount: 1_500 }]);
  expect(await refund(1_500)).toEqual([{ programme: later, amount: 500 }, { programme: sooner, amount: 1_000 }]);
  expect(await refund(2_000)).toEqual([{ programme: sooner, amount: 2_000 }]);
});

test('a slip pairs one tablet, within ten minutes, when an officer with the right signed it', async () => {
  const campus = await Campus.open();
  const vendor = await campus.vendor();
  const tablet = (): Till => ({ id: newId(), hand: new Hand(), recovery: new Hand(), vendor });
  const [one, late] = [tablet(), tablet()];
  const pairing = campus.pairing(one);
  const stolen = campus.pairing({ ...one, hand: new Hand() });
  expect(await campus.outcome(campus.sign(...pairing))).toBe('done');
  expect(await campus.outcome(campus.sign(...stolen))).toBe('SLIP_USED');
  const slow = campus.pairing(late);
  campus.pass(2 * minuteMs);
  expect(await campus.outcome(campus.sign(...slow))).toBe('SLIP_EXPIRED');
  const [type, body, signers] = campus.pairing(late);
  const auditor = await appointed(campus, ['auditor']);
  expect(await campus.outcome(campus.sign(type, { ...body, officer: auditor.id }, signers))).toBe('NOT_AUTHORISED');
  expect(await campus.outcome(campus.sign(type, { ...body, slip: { ...body.slip, vendor: await campus.vendor() } }, signers))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(campus.sign(type, body, signers))).toBe('done');
});

test('there are never fewer than two approvers', async () => {
  const campus = await Campus.open();
  const retire = (id: string) => campus.sign('retireOfficer', { until: campus.until, shown: campus.shown('officer', id), officer: id }, campus.both);
  expect(await campus.outcome(retire(campus.lee.id))).toBe('LAST_APPROVER');
  await appointed(campus, ['approver']);
  expect(await campus.outcome(retire(campus.lee.id))).toBe('done');
});

test('a request pays once, in time, exactly its amount, for its own charge', async () => {
  const { campus, till, soo } = await shop();
  const charge = newId();
  const request = (seconds: number) => till.hand.requestCode(campus.ledger.name, { charge, terminal: till.id, amount: 4_000, expiresSeconds: Math.floor(campus.now / 1_000) + seconds });
  const pay = (code: string, id = charge) => campus.sign('pay', { account: soo.id, request: code }, [accountSigns(soo)], { id, hints: campus.hints(soo) });
  expect(await campus.outcome(pay(request(-1)))).toBe('REQUEST_EXPIRED');
  expect(await campus.outcome(pay(request(3_600)))).toBe('BAD_ORDER');
  expect(await campus.outcome(pay(request(60), newId()))).toBe('BAD_ORDER');
  const forged = new Hand().requestCode(campus.ledger.name, { charge, terminal: till.id, amount: 4_000, expiresSeconds: Math.floor(campus.now / 1_000) + 60 });
  expect(await campus.outcome(pay(forged))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(pay(request(60)))).toBe('done');
  expect(await campus.outcome(pay(request(90))), 'the same charge again').toBe('ORDER_ID_REUSED');
});

test('a void is for those who could have signed the order', async () => {
  const { campus, till, soo } = await shop();
  const other = await campus.till(await campus.vendor());
  const charge = campus.charge(till, soo, 1_000);
  const voidSale = (who: Till) => campus.sign('void', { type: 'charge', id: charge.order.id, vendor: till.vendor }, [terminalSigns(who)]);
  expect(await campus.outcome(voidSale(other))).toBe('WRONG_VENDOR');
  expect(await campus.outcome(voidSale(till))).toBe('done');
  expect(await campus.outcome(charge)).toBe('ORDER_VOID');

  const min = await campus.member();
  const send = campus.sign('transfer', { from: soo.id, to: min.id, amount: won(1_000) }, [accountSigns(soo)], { hints: campus.hints(soo) });
  const stop = (who: Person, signed = send) => {
    const [shown] = signed.signatures;
    if (!shown) throw new Error('unsigned');
    return campus.sign('void', { type: 'order', order: signed.order, signed: shown } as OrderOf<'void'>['body'], [accountSigns(who)]);
  };
  expect(await campus.outcome(stop(min))).toBe('NOT_AUTHORISED');
  const forged = { ...send, signatures: [new Hand().signOrder(campus.ledger.name, send.order, 'account', soo.id)] };
  expect(await campus.outcome(stop(soo, forged))).toBe('BAD_SIGNATURE');
  expect(await campus.outcome(stop(soo))).toBe('done');
  expect(await campus.outcome(send)).toBe('ORDER_VOID');
});

test('a carrier of mixed fate: the good orders are done, the refused leave nothing', async () => {
  const { campus, till, soo } = await shop(3_000);
  const hints = campus.hints(soo);
  const orders = [1_000, 5_000, 1_500].map((amount, i) => campus.charge(till, soo, amount, { counter: campus.now + i, hints }));
  const results = await campus.carry(...orders, { order: 'nonsense' }, orders[0]);
  expect(results.map((result) => (result.ok ? (result.repeat ? 'repeat' : 'done') : result.code))).toEqual(['done', 'INSUFFICIENT_FUNDS', 'done', 'BAD_ORDER', 'repeat']);
  expect(campus.record('purse', soo.id)?.lots).toMatchObject([{ amount: 500 }]);
});

test('an order that reads a range travels alone, and a carrier keeps its bounds', async () => {
  const { campus, till, soo } = await shop();
  await campus.done('sealDay', { vendor: till.vendor, day: 1 }, [terminalSigns(till)]);
  const count = campus.sign('countDay', { vendor: till.vendor, day: 1, boxes: [0] }, [officerSigns(campus.enroller)]);
  await expect(campus.carry(count, campus.charge(till, soo, 1_000))).rejects.toThrow('travels alone');
  await expect(campus.carry(...Array.from({ length: 65 }, () => campus.charge(till, soo, 1)))).rejects.toThrow();
  expect(await campus.outcome(count)).toBe('done');
});

test('an issue of 450 runs in parts: in any order after the first, each once, and a void stops the rest', async () => {
  const campus = await Campus.open();
  const programme = await campus.programme({ budget: won(450_000) });
  const members = await Promise.all(Array.from({ length: 450 }, () => newId()));
  const real = await campus.member();
  const receivers = [...members.slice(1), real.id].sort().map((account) => ({ account, amount: won(1_000) }));
  const body = { until: campus.until, programme, receivers };
  const part = (number: number, id: string) => signedOrder(campus.ledger.name, 'issue', body, campus.now, campus.both, { id, part: number });
  const id = newId();
  expect(await campus.outcome(part(1, id))).toBe('BAD_ORDER');
  expect(await campus.outcome(part(0, id))).toBe('done');
  expect(await campus.outcome(part(2, id))).toBe('done');
  expect(await campus.outcome(part(2, id))).toBe('repeat');
  expect(await campus.outcome(part(3, id))).toBe('BAD_ORDER');
  expect(campus.record('supply', programme)).toMatchObject({ reserved: 450_000 });
  const { order, signatures } = part(0, id);
  const [kim] = signatures;
  if (!kim) throw new Error('unsigned');
  const stop = campus.sign('void', { type: 'order', order, signed: kim, until: campus.until } as OrderOf<'void'>['body'], [officerSigns(campus.kim)]);
  const [result] = await campus.carry(stop);
  expect(result).toMatchObject({ ok: true, result: { outcome: 'void', executed: [0, 2] } });
  expect(await campus.outcome(part(1, id))).toBe('ORDER_VOID');
  expect(await campus.outcome(part(0, id))).toBe('repeat');
  expect(campus.record('supply', programme)).toMatchObject({ reserved: 250_000 });
});

test('what expires and what a closed account held go back to the programme', async () => {
  const campus = await Campus.open();
  const [soo, min] = [await campus.member(), await campus.member()];
  const programme = await campus.programme({ lastDay: '2026-11-23' });
  await campus.issue(programme, 4_000, soo, min);
  await campus.done('closeAccount', { until: campus.until, account: min.id, shown: campus.shown('account', min.id) }, campus.both);
  await campus.done('sweepAccount', { account: min.id }, [officerSigns(campus.enroller)]);
  const expire = () => campus.sign('expire', { programme, accounts: [soo.id] }, [officerSigns(campus.enroller)], { hints: campus.hints(soo) });
  campus.pass(dayMs);
  expect(await campus.outcome(expire())).toBe('PROGRAMME_RUNNING');
  campus.pass(2 * dayMs + hourMs);
  expect(await campus.outcome(expire())).toBe('done');
  expect(campus.record('supply', programme)).toMatchObject({ issued: 8_000, revoked: 4_000, expired: 4_000 });
});
