import { dayBoxes, hourMs, minuteMs, newId, type OrderOf, settlementFigures, won } from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { accountSigns, Campus, officerSigns, terminalSigns } from './campus.ts';
import { digestOf } from './hand.ts';

const boxes = Array.from({ length: dayBoxes }, (_, box) => box);

test('a day from issue to payout: what was charged less what was refunded is paid out, less the fee', async () => {
  const campus = await Campus.open();
  const [soo, min] = [await campus.member(), await campus.member()];
  const vendor = await campus.vendor(250);
  const terminal = await campus.terminal(vendor);
  const programme = await campus.programme();
  await campus.issue(programme, 20_000, soo, min);
  const lunch = campus.charge(terminal, soo, 6_500);
  expect(await campus.outcome(lunch)).toBe('done');
  expect(await campus.outcome(lunch)).toBe('repeat');
  campus.pass(minuteMs);
  expect(await campus.outcome(campus.charge(terminal, soo, 3_500))).toBe('done');
  const send = { from: soo.id, to: min.id, amount: won(5_000) };
  await campus.done('transfer', send, [accountSigns(soo)]);
  expect(await campus.outcome(campus.charge(terminal, min, 25_000))).toBe('done');
  const refund = { vendor, terminal: terminal.id, charge: lunch.order.id, amount: won(1_500) };
  await campus.done('refund', refund, [terminalSigns(terminal)]);
  expect(
    await campus.outcome(campus.sign('refund', { ...refund, amount: won(5_001) }, [terminalSigns(terminal)])),
  ).toBe('REFUND_EXCEEDS_CHARGE');

  await campus.done('sealDay', { vendor, day: 1 }, [terminalSigns(terminal)]);
  expect(await campus.outcome(campus.sign('sealDay', { vendor, day: 2 }, [terminalSigns(terminal)]))).toBe(
    'SEALED_JUST_NOW',
  );
  await campus.done('countDay', { vendor, day: 1, boxes: boxes.slice(0, 10) }, [
    officerSigns(campus.enroller),
  ]);
  await campus.done('countDay', { vendor, day: 1, boxes: boxes.slice(10) }, [officerSigns(campus.enroller)]);
  const settlement = campus.record('settlement', vendor, '1');
  expect(settlement).toMatchObject({ state: 'counted', charges: 3, refunds: 1, fee: 837, net: 33_500 - 837 });

  const shown = () => {
    const [record, { payee }] = [
      campus.record('settlement', vendor, '1'),
      campus.record('vendor', vendor) ?? { payee: null },
    ];
    if (!record) throw new Error('no settlement');
    return digestOf(settlementFigures(campus.ledger.name, vendor, 1, record, payee));
  };
  const third = { ...(await officer(campus)) };
  await campus.done('approveSettlement', { until: campus.until, vendor, day: 1, shown: shown() }, [
    officerSigns(campus.kim),
  ]);
  const payout = {
    until: campus.until,
    fileHash: digestOf('file'),
    settlements: [{ vendor, day: 1, shown: shown() }],
  };
  const batch = await campus.done('preparePayout', payout, [officerSigns(campus.lee)]);
  const record = (who: typeof third) =>
    campus.sign(
      'recordPayout',
      {
        until: campus.until,
        batch: batch.order.id,
        shown: campus.shown('payout', batch.order.id),
        returned: [],
      },
      [officerSigns(who)],
    );
  expect(await campus.outcome(record(campus.kim))).toBe('SECOND_OFFICER_NEEDED');
  expect(await campus.outcome(record(campus.lee))).toBe('SECOND_OFFICER_NEEDED');
  expect(await campus.outcome(record(third))).toBe('done');
  expect(campus.record('settlement', vendor, '1')?.state).toBe('paid');
});

async function officer(campus: Campus) {
  const other = await Campus.open();
  const { hand, recovery } = other.kim;
  const id = newId();
  const roles: OrderOf<'appointOfficer'>['body']['officer']['roles'] = ['approver'];
  await campus.done(
    'appointOfficer',
    { until: campus.until, officer: { id, key: hand.publicKey, recoveryKey: recovery.publicKey, roles } },
    campus.both,
  );
  return { id, hand, recovery };
}

test('a day of refunds only is carried over into the present day', async () => {
  const campus = await Campus.open();
  const soo = await campus.member();
  const terminal = await campus.terminal(await campus.vendor());
  await campus.issue(await campus.programme(), 10_000, soo);
  const lunch = campus.charge(terminal, soo, 8_000);
  await campus.outcome(lunch);
  await campus.done('sealDay', { vendor: terminal.vendor, day: 1 }, [terminalSigns(terminal)]);
  const refund = {
    vendor: terminal.vendor,
    terminal: terminal.id,
    charge: lunch.order.id,
    amount: won(8_000),
    until: campus.until,
  };
  expect(
    await campus.outcome(
      campus.sign(
        'refund',
        { vendor: terminal.vendor, terminal: terminal.id, charge: lunch.order.id, amount: won(8_000) },
        [terminalSigns(terminal)],
      ),
    ),
  ).toBe('SECOND_OFFICER_NEEDED');
  await campus.done('refund', refund, [terminalSigns(terminal), officerSigns(campus.kim)]);
  campus.pass(hourMs);
  await campus.done('sealDay', { vendor: terminal.vendor, day: 2 }, [terminalSigns(terminal)]);
  await campus.done('countDay', { vendor: terminal.vendor, day: 2, boxes }, [officerSigns(campus.enroller)]);
  expect(campus.record('settlement', terminal.vendor, '2')).toMatchObject({ state: 'carried', carriedTo: 3 });
  campus.pass(hourMs);
  await campus.done('sealDay', { vendor: terminal.vendor, day: 3 }, [terminalSigns(terminal)]);
  await campus.done('countDay', { vendor: terminal.vendor, day: 3, boxes }, [officerSigns(campus.enroller)]);
  expect(campus.record('settlement', terminal.vendor, '3')).toMatchObject({ state: 'carried', carriedTo: 4 });
});

test('of a charge and its void exactly one commits, and both hear which', async () => {
  const campus = await Campus.open();
  const soo = await campus.member();
  const terminal = await campus.terminal(await campus.vendor());
  await campus.issue(await campus.programme(), 10_000, soo);
  const first = campus.charge(terminal, soo, 1_000);
  const voidOf = (id: string) =>
    campus.sign('void', { type: 'charge', id, vendor: terminal.vendor }, [terminalSigns(terminal)]);
  expect(await campus.outcome(voidOf(first.order.id))).toBe('done');
  expect(await campus.outcome(first)).toBe('ORDER_VOID');
  const second = campus.charge(terminal, soo, 1_000);
  expect(await campus.outcome(second)).toBe('done');
  const [answer] = await campus.carry(voidOf(second.order.id));
  expect(answer).toMatchObject({ ok: true, repeat: true, result: { outcome: 'committed' } });
});
