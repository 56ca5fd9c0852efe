import { newId } from '@kumoh-pay/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Issuing } from './issuing.svelte.ts';
import { FakeBrowser } from './test-browser.ts';

let browser: FakeBrowser;
let issuing: Issuing;
beforeEach(async () => {
  browser = new FakeBrowser();
  browser.answers = {
    'issue.terms': () => ({ soloIssueCap: 100_000, issuedAlone: 0, budgetLeft: null }),
    'issue.check': (input: { sameForAll: number | null; againToo: boolean }) => ({
      ok: true,
      value: [
        { studentNumber: '20260001', account: newId(), amount: input.sameForAll ?? 1_000, problem: null },
      ],
    }),
    'officer.list': () => [],
    'programme.list': () => [],
    'programme.names': () => [],
    'vendor.list': () => [],
  };
  issuing = new Issuing(newId());
  await issuing.begin('list');
  issuing.text = '20260001,1000';
});
afterEach(() => void vi.unstubAllGlobals());

test('that people get it again belongs to one list, and not to the next', async () => {
  issuing.againToo = true;
  await issuing.begin('list');
  expect(issuing.againToo).toBe(false);
});

test('what was checked is checked no more when people are to get it again, or not', async () => {
  issuing.againToo = true;
  await issuing.check();
  expect(issuing.receivers).toHaveLength(1);
  issuing.againToo = false;
  expect(issuing.checked).toBeNull();
  expect(issuing.receivers).toEqual([]);
});

test('another amount for all undoes the check of the first', async () => {
  issuing.amount = 2_000;
  await issuing.check();
  expect(issuing.total).toBe(2_000);
  issuing.amount = 20_000;
  expect(issuing.checked).toBeNull();
  expect(issuing.total).toBe(0);
});

test('an answer to what was asked before the change is none to what is asked now', async () => {
  issuing.amount = 2_000;
  const checking = issuing.check();
  issuing.amount = 20_000;
  await checking;
  expect(issuing.checked).toBeNull();
});
