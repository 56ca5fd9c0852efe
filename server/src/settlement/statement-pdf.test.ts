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

const facts = {
  vendor: '금오분식',
  place: '학생회관 1층',
  day: 12,
  settlement,
  programmes: new Map([[programme, '축제 식권']]),
  bank: '004 ···8901 김분식',
  ledger: 'vouchers-test',
  writtenAt: Date.UTC(2026, 10, 22),
};

async function textOf(pdf: Buffer): Promise<string> {
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  const document = await getDocument({ data: new Uint8Array(pdf), useSystemFonts: false }).promise;
  const { items } = await (await document.getPage(1)).getTextContent();
  return items.map((item) => ('str' in item ? item.str : '')).join(' ');
}

it('is a PDF whose Korean text can be read out again, with the amounts to the won', async () => {
  const text = await textOf(await statementPdf(facts));
  const amounts = ['24,500원', '−600원', '지급액', '23,400원'];
  for (const words of ['정산서', '금오분식', '12일차', '축제 식권 결제', ...amounts])
    expect(text).toContain(words);
});

it('as a counter’s Z report it is numbered and names items, staff and cash, and no bank account', async () => {
  const items = [{ name: '김밥', quantity: 2, won: 6_000 }];
  const staff = [{ name: '박사장', charges: 4, won: 24_500 }];
  const beside = { items, staff, cash: { charges: 1, won: 1_500 } };
  const text = await textOf(await statementPdf({ ...facts, bank: null, beside }));
  for (const words of ['마감 보고서 제12호', '김밥 2개', '6,000원', '박사장 4건', '1,500원'])
    expect(text).toContain(words);
  expect(text).not.toContain('입금 계좌');
});
