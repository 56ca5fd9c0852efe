import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Campus, openCampus } from '../../test/campus.ts';
import { found, type Officer, value } from '../../test/founding.ts';
import { openShop, type Shop } from '../../test/shop.ts';
import { hear } from '../../test/stream.ts';
import { healthNow } from './health.ts';

let campus: Campus;
let park: Officer;
let shop: Shop;
beforeAll(async () => {
  campus = await openCampus();
  [park] = await found(campus);
  shop = await openShop(campus, park, '학생회관 분식');
});
afterAll(() => campus.stop());

/** What the overview is told first. */
async function told() {
  const stream = await hear(park.browser, 'overview.health');
  const now = await stream.until('terminals');
  stream.end();
  return now;
}

it('tells of a terminal that has never spoken, and then what it says of itself', async () => {
  expect(await told()).toMatchObject({
    ledger: { kind: 'embedded', name: shop.ledgerName, reasons: [] },
    indexBlocksBehind: 0,
    terminals: [{ id: shop.terminal, vendor: shop.vendor, name: '1번 계산대', health: null }],
  });
  const said = {
    appVersion: '1.2.3',
    scanP95Ms: 240,
    clockErrorMs: -7_000,
    queueLength: 3,
    openRisk: 12_000,
    camera: 'lost',
  } as const;
  value(await shop.counter.terminal.health.mutate(said));
  expect(await told()).toMatchObject({ terminals: [{ health: said }] });
});

it('says that a ledger takes nothing, and why, when it cannot even say how long it is', async () => {
  const away = {
    ledgerName: 'vouchers',
    whyNotReady: async () => ['no peer of our own organisation answers'],
    health: () => Promise.reject(new Error('14 UNAVAILABLE')),
  };
  const parts = { config: campus.config, db: campus.db, now: Date.now, money: away };
  const { ledger, indexBlocksBehind, terminals } = await healthNow(parts);
  expect(ledger).toMatchObject({ reasons: ['no peer of our own organisation answers'] });
  expect(indexBlocksBehind).toBeNull();
  expect(terminals).toHaveLength(1);
});
