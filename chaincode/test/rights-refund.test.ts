import { addDays, seoulDayStart, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { Campus, officerSigns, type PairedTerminal, terminalSigns } from './campus.ts';
import type { Signing } from './hand.ts';
import { appointed, paidCharge } from './steps.ts';

/** Attacks that fit one order each. Every refusal stands beside the same attempt with just that flaw mended, which passes. */

test('a refund stays within the charge, the days and the vendor’s cap of the day, and is the vendor’s own', async () => {
  const campus = await Campus.open({ refundDayCap: won(3_000) });
  const [terminal, soo] = [await campus.terminal(await campus.vendor()), await campus.member()];
  await campus.issue(await campus.programme(), 50_000, soo);
  const lunch = campus.charge(terminal, soo, 5_000);
  await campus.outcome(lunch);
  const refund = (who: PairedTerminal, amount: number, more: Signing[] = []) =>
    campus.sign(
      'refund',
      {
        vendor: who.vendor,
        terminal: who.id,
        charge: lunch.order.id,
        amount: won(amount),
        ...(more.length > 0 ? { until: campus.until } : {}),
      },
      [terminalSigns(who), ...more],
    );
  const other = await campus.terminal(await campus.vendor());
  expect(await campus.outcome(refund(other, 1_000))).toBe('UNKNOWN_CHARGE');
  expect(await campus.outcome(refund({ ...other, vendor: terminal.vendor }, 1_000))).toBe('WRONG_VENDOR');
  expect(await campus.outcome(refund(terminal, 3_001))).toBe('REFUND_CAP');
  expect(await campus.outcome(refund(terminal, 3_000))).toBe('done');
  expect(await campus.outcome(refund(terminal, 1))).toBe('REFUND_CAP');
  const auditor = await appointed(campus, ['auditor']);
  expect(await campus.outcome(refund(terminal, 1, [officerSigns(auditor)]))).toBe('REFUND_CAP');
  expect(await campus.outcome(refund(terminal, 2_001, [officerSigns(campus.kim)]))).toBe(
    'REFUND_EXCEEDS_CHARGE',
  );
  expect(await campus.outcome(refund(terminal, 2_000, [officerSigns(campus.kim)]))).toBe('done');
});

test('a refund comes too late after seven days', async () => {
  const campus = await Campus.open();
  const { terminal, charge } = await paidCharge(campus);
  const refund = () =>
    campus.sign('refund', { vendor: terminal.vendor, terminal: terminal.id, charge, amount: won(1_000) }, [
      terminalSigns(terminal),
    ]);
  campus.ledger.now = seoulDayStart(addDays(campus.today, 8));
  expect(await campus.outcome(refund())).toBe('REFUND_TOO_LATE');
  campus.ledger.now -= 1;
  expect(await campus.outcome(refund())).toBe('done');
});

test('a refund gives each programme back no more than it gave, from the end of the charge', async () => {
  const campus = await Campus.open();
  const [terminal, soo] = [await campus.terminal(await campus.vendor()), await campus.member()];
  const [sooner, later] = [await campus.programme({ lastDay: '2026-12-01' }), await campus.programme()];
  await campus.issue(sooner, 3_000, soo);
  await campus.issue(later, 3_000, soo);
  const lunch = campus.charge(terminal, soo, 5_000);
  await campus.outcome(lunch);
  const refund = async (amount: number) => {
    const body = {
      vendor: terminal.vendor,
      terminal: terminal.id,
      charge: lunch.order.id,
      amount: won(amount),
    };
    const [result] = await campus.carry(campus.sign('refund', body, [terminalSigns(terminal)]));
    return result?.ok ? (result.result as { lots: unknown }).lots : result?.code;
  };
  expect(await refund(1_500)).toEqual([{ programme: later, amount: 1_500 }]);
  expect(await refund(1_500)).toEqual([
    { programme: later, amount: 500 },
    { programme: sooner, amount: 1_000 },
  ]);
  expect(await refund(2_000)).toEqual([{ programme: sooner, amount: 2_000 }]);
});
