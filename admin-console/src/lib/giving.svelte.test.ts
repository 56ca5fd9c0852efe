import { ensureKey } from '@kumoh-pay/device/key.ts';
import { newId } from '@kumoh-pay/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Giving } from './giving.svelte.ts';
import { clock } from './line.ts';
import { session } from './session.svelte.ts';
import { signing } from './signing.svelte.ts';
import { FakeBrowser } from './test-browser.ts';

let browser: FakeBrowser;
let giving: Giving;
beforeEach(async () => {
  browser = new FakeBrowser();
  browser.answers = {
    'issue.terms': () => ({ soloIssueCap: 100_000, issuedAlone: 0, budgetLeft: null }),
    'transaction.people': () => [],
  };
  await ensureKey('officer');
  session.me = { id: newId(), ledgerName: 'vouchers', roles: ['issuer'] } as never;
  session.totpAt = clock.nowMs();
  giving = new Giving();
  await begin();
});
afterEach(() => {
  session.me = null;
  vi.unstubAllGlobals();
});

const account = newId();
async function begin(): Promise<void> {
  await giving.begin({ account });
  giving.programme = newId();
  giving.amount = 5_000;
}
/** Signs what the sheet shows, and closes it. @returns what was sent. */
async function give(): Promise<{ order: { id: string }; signatures: unknown }> {
  const given = giving.give();
  await vi.waitFor(() => expect(signing.open).toBe(true));
  await signing.sign();
  signing.closed();
  await given;
  const { input } = browser.asked.findLast(({ path }) => path === 'issue.issue') ?? {};
  return (input as { signed: { order: { id: string }; signatures: unknown } }).signed;
}
const lost = () => {
  throw new TypeError('the line was cut');
};
const refused = (code: string) => () => ({ ok: false, code, detail: '' });

test('a voucher that is given again after a lost answer is the same order, so that nobody gets it twice', async () => {
  browser.answers['issue.issue'] = lost;
  const first = await give();
  expect(signing.stage).toBe('unknown');
  browser.answers['issue.issue'] = () => ({ ok: true, value: null });
  expect(await give()).toEqual(first);
  expect(giving.open).toBe(false);
});

test('that holds for a sheet that was closed and opened anew too', async () => {
  browser.answers['issue.issue'] = lost;
  const { programme } = giving;
  const first = await give();
  await begin();
  giving.programme = programme;
  expect(await give()).toEqual(first);
});

test('another amount after a lost answer carries the same number: at most one of the two is carried out', async () => {
  browser.answers['issue.issue'] = lost;
  const first = await give();
  giving.amount = 6_000;
  const second = await give();
  expect(second.order.id).toBe(first.order.id);
  expect(second.order).not.toEqual(first.order);
});

test('what the ledger has refused is mended as a new order, and so is what was given', async () => {
  browser.answers['issue.issue'] = refused('BUDGET_EXCEEDED');
  const first = await give();
  giving.amount = 1_000;
  browser.answers['issue.issue'] = () => ({ ok: true, value: null });
  const second = await give();
  expect(second.order.id).not.toBe(first.order.id);
  expect((await give()).order.id).not.toBe(second.order.id);
});
