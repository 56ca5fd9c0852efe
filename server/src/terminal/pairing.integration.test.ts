import { type Id, minuteMs, newId, type Slip, slipBytes } from '@kumoh-pay/domain';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { type Campus, openCampus } from '../../test/campus.ts';
import { found, type Officer, value } from '../../test/founding.ts';
import { newOrder, newSigner, type Signer } from '../../test/signer.ts';
import { hear } from '../../test/stream.ts';
import type { CounterRouter } from '../index.ts';

let campus: Campus;
let officer: Officer;
let ledgerName: string;
const vendor = newId();
const manager = { name: '박사장', pin: '4071' };

beforeAll(async () => {
  campus = await openCampus();
  [officer] = await found(campus);
  ({ ledgerName } = await officer.console.officer.me.query());
  const order = newOrder('registerVendor', {
    until: Date.now() + minuteMs,
    vendor,
    feeBasisPoints: 0,
    payee: null,
  });
  const signatures = [officer.signer.order(ledgerName, 'officer', officer.id, order)];
  value(await officer.console.vendorRecord.submit.mutate({ order, signatures }));
  value(
    await officer.console.vendorRecord.save.mutate({
      id: vendor,
      name: '학생식당',
      place: '학생회관 1층',
      mail: null,
    }),
  );
});
afterAll(() => campus.stop());

const newCounter = () => {
  const browser = new Browser(campus.server.addresses.counter);
  return { browser, counter: browser.client<CounterRouter>() };
};

/** What the console does: a pairing key from a code that only the tablet gets, and the officer's signature. */
async function offer(pairing: Signer, terminal: Id): Promise<Slip> {
  const slip: Slip = { terminal, vendor, pairingKey: pairing.key, expires: Date.now() + 5 * minuteMs };
  const signature = officer.signer.bytes(slipBytes(ledgerName, slip));
  value(await officer.console.terminal.offer.mutate({ slip, signature, name: '1번 계산대' }));
  return slip;
}

async function pairing(
  pairingSigner: Signer,
  tablet: Signer,
  counter: ReturnType<typeof newCounter>['counter'],
) {
  const {
    slip,
    officer: by,
    slipSignature,
  } = value(await counter.terminal.slip.query({ pairingKey: pairingSigner.key }));
  const order = newOrder('pairTerminal', { slip, officer: by, slipSignature, key: tablet.key });
  const signatures = [
    tablet.order(ledgerName, 'terminal', slip.terminal, order),
    pairingSigner.order(ledgerName, 'pairing', slip.terminal, order),
  ];
  return { order, signatures };
}

it('a slip that is sent again after a lost answer is the same slip, and another one under its code is refused', async () => {
  const signer = newSigner();
  const slip: Slip = { terminal: newId(), vendor, pairingKey: signer.key, expires: Date.now() + minuteMs };
  const signed = (one: Slip) => ({
    slip: one,
    signature: officer.signer.bytes(slipBytes(ledgerName, one)),
    name: '2번 계산대',
  });
  const sent = signed(slip);
  for (const _ of ['first', 'again']) value(await officer.console.terminal.offer.mutate(sent));
  const other = signed({ ...slip, expires: slip.expires + minuteMs });
  expect(await officer.console.terminal.offer.mutate(other)).toMatchObject({ code: 'SLIP_USED' });
});

describe('a tablet', () => {
  const terminal = newId();
  const [pairingSigner, tablet] = [newSigner(), newSigner()];
  let counter: ReturnType<typeof newCounter>['counter'];
  let browser: Browser;
  beforeAll(() => {
    ({ counter, browser } = newCounter());
  });

  it('is paired by its own key and the code from the console, and names the first manager', async () => {
    await offer(pairingSigner, terminal);
    const signed = await pairing(pairingSigner, tablet, counter);
    expect(await counter.terminal.pair.mutate({ signed, manager: null })).toMatchObject({
      code: 'NOT_AUTHORISED',
    });
    expect(
      await counter.terminal.pair.mutate({ signed, manager: { ...manager, pin: '1234' } }),
    ).toMatchObject({ code: 'PASSWORD_WEAK' });
    const foreign = {
      ...signed,
      signatures: [
        signed.signatures[0],
        newSigner().order(ledgerName, 'pairing', terminal, signed.order),
      ].flatMap((one) => one ?? []),
    };
    expect(await counter.terminal.pair.mutate({ signed: foreign, manager })).toMatchObject({
      code: 'BAD_SIGNATURE',
    });
    value(await counter.terminal.pair.mutate({ signed, manager }));
    expect(await counter.terminal.me.query()).toMatchObject({
      id: terminal,
      name: '1번 계산대',
      vendor: { id: vendor, name: '학생식당' },
    });
    expect(await officer.console.terminal.paired.query({ terminal })).toBe(true);
  });

  it('is paired once: a lost answer is repeated, another tablet with the same code is not', async () => {
    const other = newCounter().counter;
    const second = await pairing(pairingSigner, newSigner(), other);
    expect(await other.terminal.pair.mutate({ signed: second, manager })).toMatchObject({
      ok: false,
      code: 'SLIP_USED',
    });
    await expect(other.terminal.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
    expect(await counter.staff.list.query()).toHaveLength(1);
  });

  it('unlocks by PIN for its own staff, five tries at most, and stays locked for everyone else', async () => {
    const [boss] = await counter.staff.list.query();
    const staff = boss?.id ?? '';
    expect(await counter.staff.me.query()).toBe(null);
    await expect(counter.staff.add.mutate({ name: '알바', role: 'cashier', pin: '8305' })).rejects.toThrow(
      'SIGN_IN_AGAIN',
    );
    const answers = await Promise.all(
      Array.from({ length: 9 }, () => counter.staff.unlock.mutate({ staff, pin: '0007' })),
    );
    expect(answers.filter((answer) => !answer.ok && answer.code === 'PIN_WRONG')).toHaveLength(5);
    expect(await counter.staff.unlock.mutate({ staff, pin: manager.pin })).toMatchObject({
      code: 'TOO_MANY_TRIES',
    });
    await campus.db.deleteFrom('failed_tries').execute();
    value(await counter.staff.unlock.mutate({ staff, pin: manager.pin }));
    expect(await counter.staff.me.query()).toMatchObject({ name: '박사장', role: 'manager' });
  });

  it('lets the manager keep staff and items, and always one manager', async () => {
    const { staff } = value(await counter.staff.add.mutate({ name: '김알바', role: 'cashier', pin: '8305' }));
    const boss = (await counter.staff.me.query())?.id ?? '';
    expect(await counter.staff.change.mutate({ staff: boss, role: 'cashier' })).toMatchObject({
      code: 'NOT_AUTHORISED',
    });
    const item = { id: newId(), name: '돈가스', won: 6500, place: 0, active: true };
    const tile = { ...item, category: '식사', soldOut: false };
    value(await counter.item.save.mutate(tile));
    expect(await counter.item.list.query()).toEqual([{ ...tile, pictureAt: null }]);
    const db = campus.db
      .selectFrom('audit_entry')
      .select(['actor', 'act'])
      .where('subject', '=', `item.${item.id}`);
    expect(await db.execute()).toEqual([{ actor: `staff.${boss}`, act: 'saveItem' }]);
    value(await counter.staff.lock.mutate());
    value(await counter.staff.unlock.mutate({ staff, pin: '8305' }));
    await expect(counter.item.save.mutate(tile)).rejects.toThrow('NOT_AUTHORISED');
    value(await counter.staff.lock.mutate());
    value(await counter.staff.unlock.mutate({ staff: boss, pin: manager.pin }));
    value(await counter.staff.change.mutate({ staff, active: false }));
    expect(await counter.staff.unlock.mutate({ staff, pin: '8305' })).toMatchObject({ code: 'PIN_WRONG' });
  });

  it('is retired from the console, and is nothing at once', async () => {
    const order = newOrder('retireTerminal', { terminal, until: Date.now() + minuteMs });
    const signed = { order, signatures: [officer.signer.order(ledgerName, 'officer', officer.id, order)] };
    const stream = await hear(browser, 'sale.live');
    value(await officer.console.terminal.retire.mutate({ signed }));
    await stream.until('SIGN_IN_AGAIN');
    expect(browser.cookies.has('__Host-counter')).toBe(true);
    await expect(counter.terminal.me.query()).rejects.toThrow('SIGN_IN_AGAIN');
    expect(
      await campus.db
        .selectFrom('session')
        .select('kind')
        .where('kind', 'in', ['terminal', 'staff'])
        .execute(),
    ).toEqual([]);
  });
});
