import { pino } from 'pino';
import { expect, test } from 'vitest';
import { nameHints } from './hints.ts';
import { moneyMetrics } from './metrics.ts';
import { OrderPath } from './order-path.ts';
import { person } from './test-campus.ts';
import {
  campus,
  charge,
  db,
  endedCarriersOf,
  ledger,
  openLunchForEach,
  shop,
  stopping,
} from './test-lunch.ts';

openLunchForEach();

/** A way to a ledger that no peer answers for while it is away; each try takes five seconds of the path's clock. */
function pathToLedgerThat(isAway: () => boolean): OrderPath {
  let clock = Date.now();
  return new OrderPath({
    db,
    ledger: {
      ...ledger,
      endorse: async (carrier) => {
        if (!isAway()) return ledger.endorse(carrier);
        clock += 5_000;
        throw new Error('no peer answers');
      },
    },
    now: () => clock,
    log: pino({ level: 'silent' }),
    metrics: moneyMetrics(),
    signal: stopping.signal,
    committed: () => undefined,
    withHints: (signed) => nameHints(db, signed),
    refused: () => undefined,
  });
}

test('a ledger that cannot be reached refuses what was never sent, and nothing is charged', async () => {
  const path = pathToLedgerThat(() => true);
  const order = charge(1_000);
  expect(await path.submit(order)).toMatchObject({ state: 'refused', code: 'LEDGER_UNAVAILABLE' });
  expect(await endedCarriersOf(order)).toEqual([]);
});

test('an outage in the middle of a long list does not leave it there for good', async () => {
  const others = Array.from({ length: 201 }, person);
  const signed = campus.issueOrder(shop.programme, [shop.member, ...others], 1_000);
  let away = false;
  const path = pathToLedgerThat(() => away);
  expect(await path.submit({ ...signed, part: 0 })).toMatchObject({ state: 'committed' });
  away = true;
  expect(await path.submit({ ...signed, part: 1 })).toMatchObject({ code: 'LEDGER_UNAVAILABLE' });
  away = false;
  expect(await path.submit({ ...signed, part: 1 })).toMatchObject({ state: 'committed', repeat: false });
});
