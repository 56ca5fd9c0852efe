import {
  canonicalJson,
  carrierCallsMax,
  newId,
  rangeNotesACall,
  resultSchemas,
  type SignedOrder,
  stateKey,
  vendorBox,
} from '@kumoh-pay/domain';
import { expect, test } from 'vitest';
import { officerSigns, terminalSigns } from './campus.ts';
import { shop } from './shop.ts';

/** A box is counted whole: its range cannot be read from the middle by an order that writes. */

/** A sealed day whose first box holds so many charges of 100 won; written as they would lie, for 30,000 charges take minutes. */
async function sealedDay(notes: number) {
  const { campus, terminal, programme, soo } = await shop();
  const box = vendorBox(terminal.vendor, 1, 0);
  const note = canonicalJson({
    lots: [{ programme, amount: 100 }],
    from: `a.${soo.id}`,
    kind: 'charge',
    at: campus.now,
  });
  for (let place = 0; place < notes; place++)
    campus.ledger.state.set(stateKey('note', box, `c.${newId()}`), note);
  await campus.done('sealDay', { vendor: terminal.vendor, day: 1 }, [terminalSigns(terminal)]);
  const count = (): SignedOrder =>
    campus.sign('countDay', { vendor: terminal.vendor, day: 1, boxes: [0] }, [officerSigns(campus.enroller)]);
  return { campus, programme, box, count };
}

test('a box with 5,000 charges, of a day with 160,000, is counted in one order and posted in one line', async () => {
  const { campus, programme, box, count } = await sealedDay(5_000);
  expect(await campus.outcome(count())).toBe('done');
  const entry = campus.journal().at(-1);
  expect(entry?.postings).toEqual([{ programme, from: box, to: 'settled', amount: 500_000 }]);
  expect(resultSchemas.countDay.parse(entry?.result).settlement).toMatchObject({
    charges: 5_000,
    programmes: [{ programme, gross: 500_000 }],
  });
});

test('beyond the bound the carrier fails and says why, and nothing of it happens', async () => {
  const { campus, count } = await sealedDay(carrierCallsMax * rangeNotesACall);
  const before = campus.journal().length;
  await expect(campus.carry(count())).rejects.toThrow(`at most ${carrierCallsMax} state calls`);
  expect(campus.journal()).toHaveLength(before);
});
