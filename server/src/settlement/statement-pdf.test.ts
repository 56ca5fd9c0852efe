import { newId, settlementSchema } from '@kumoh-pay/domain';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, it } from 'vitest';
import { statementPdf } from './statement-pdf.ts';

const programme = newId();
const settlement = settlementSchema.parse({
  state: 'paid',
  feeBasisPoints: 250,
  sealedAt: Date.UTC(2026, 10, 21, 10),
  boxes: [],
  programmes: [{ programme, gross: 24_500, refunds: 500, carried: 0 }],
  charges: 4,
  refunds: 1,
  first: null,
  last: null,
  fee: 600,
  net: 23_400,
  carriedTo: null,
  payee: null,
  approvedBy: null,
  batch: null,
  rejection: null,
});

it('is a PDF whose Korean text can be read out again, with the amounts to the won', async () => {
  const pdf = await statementPdf({
    vendor: '금오분식',
    place: '학생회관 1층',
    day: 12,
    settlement,
    programmes: new Map([[programme, '축제 식권']]),
    bank: '004 ···8901 김분식',
    ledger: 'vouchers-test',
    writtenAt: Date.UTC(2026, 10, 22),
  });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  const text = items.map((item) => ('str' in item ? item.str : '')).join(' ');
  for (const words of [
    '정산서',
    '금오분식',
    '12일차',
    '축제 식권 결제',
    '24,500원',
    '−600원',
    '지급액',
    '23,400원',
  ])
    expect(text).toContain(words);
});
