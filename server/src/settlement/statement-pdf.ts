import { createRequire } from 'node:module';
import type { Settlement } from '@kumoh-pay/domain';
import PDFDocument from 'pdfkit';

/** What stands on a statement. Amounts in won, times in Unix milliseconds. */
export interface StatementFacts {
  vendor: string;
  place: string;
  day: number;
  settlement: Settlement;
  /** By programme id. */
  programmes: ReadonlyMap<string, string>;
  /** `004 ···8901 김분식`: enough to know the account by; null on a counter's own report, which is no bill. */
  bank: string | null;
  /** Of the counter's own report: what the ledger does not know. */
  beside?: {
    items: readonly { name: string; quantity: number; won: number }[];
    staff: readonly { name: string; charges: number; won: number }[];
    cash: { charges: number; won: number };
  };
  /** The ledger's name, and when this was written. */
  ledger: string;
  writtenAt: number;
}

// The static font: a PDF cannot use the subsets that the web gets. Only the glyphs that are used are embedded.
const font = createRequire(import.meta.url).resolve(
  'pretendard/dist/public/static/alternative/Pretendard-Regular.ttf',
);
const margin = 56;
const labelWidth = 260;
const stateWords: Record<Settlement['state'], string> = {
  sealed: '마감',
  counting: '집계 중',
  counted: '승인 대기',
  approved: '승인',
  payout: '지급 중',
  paid: '지급 완료',
  carried: '이월',
};
const won = (amount: number): string => `${amount < 0 ? '−' : ''}${Math.abs(amount).toLocaleString('en')}원`;
const day = new Intl.DateTimeFormat('ko-KR', {
  timeZone: 'Asia/Seoul',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** A vendor's statement of one business day, in Korean, A4. */
export async function statementPdf(facts: StatementFacts): Promise<Buffer> {
  const document = new PDFDocument({
    size: 'A4',
    margin,
    info: { Title: `${titleOf(facts)} ${facts.vendor} ${facts.day}일차` },
  });
  const pieces: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (piece: Buffer) => pieces.push(piece));
    document.on('end', resolve);
    document.on('error', reject);
  });
  document.font(font);
  head(document, facts);
  figures(document, facts);
  if (facts.beside) beside(document, facts.beside);
  origin(document, facts);
  document.end();
  await ended;
  return Buffer.concat(pieces);
}

type Document = InstanceType<typeof PDFDocument>;

const titleOf = (facts: StatementFacts): string => (facts.beside ? `마감 보고서 제${facts.day}호` : '정산서');

function head(document: Document, facts: StatementFacts): void {
  const { vendor, place, day: number, settlement, bank } = facts;
  document.fontSize(24).text(titleOf(facts));
  document.moveDown(0.5).fontSize(11);
  line(document, '가맹점', `${vendor}${place === '' ? '' : ` (${place})`}`);
  line(document, '영업일', `${number}일차`);
  line(document, '마감', day.format(settlement.sealedAt));
  line(document, '상태', stateWords[settlement.state]);
  if (settlement.first !== null) line(document, '첫 결제', day.format(settlement.first));
  if (settlement.last !== null) line(document, '마지막 결제', day.format(settlement.last));
  if (bank !== null) line(document, '입금 계좌', bank);
  rule(document);
}

function figures(document: Document, { settlement, programmes }: StatementFacts): void {
  const sum = (of: 'gross' | 'refunds' | 'carried') =>
    settlement.programmes.reduce((total, one) => total + one[of], 0);
  for (const one of settlement.programmes) {
    const name = programmes.get(one.programme) ?? one.programme;
    line(document, `${name} 결제`, won(one.gross));
    if (one.refunds !== 0) line(document, `${name} 환불`, won(-one.refunds));
  }
  rule(document);
  line(document, `결제 합계 (${settlement.charges}건)`, won(sum('gross')));
  line(document, `환불 합계 (${settlement.refunds}건)`, won(-sum('refunds')));
  if (sum('carried') !== 0) line(document, '이월 공제', won(-sum('carried')));
  line(document, `수수료 (${settlement.feeBasisPoints / 100}%)`, won(-(settlement.fee ?? 0)));
  document.fontSize(15);
  line(document, '지급액', won(settlement.net ?? 0));
  rule(document);
}

function beside(document: Document, { items, staff, cash }: NonNullable<StatementFacts['beside']>): void {
  document.fontSize(11);
  for (const { name, quantity, won: sum } of items) line(document, `${name} ${quantity}개`, won(sum));
  if (items.length > 0) rule(document);
  for (const { name, charges, won: sum } of staff) line(document, `${name} ${charges}건`, won(sum));
  if (staff.length > 0) rule(document);
  if (cash.charges > 0) {
    line(document, `나눠 결제에서 받은 현금 (${cash.charges}건)`, won(cash.won));
    rule(document);
  }
}

function origin(document: Document, { ledger, writtenAt }: StatementFacts): void {
  document.fontSize(9).fillColor('#596070');
  document.text(`원장 ${ledger}의 기록을 ${day.format(writtenAt)}에 옮긴 것입니다.`, margin);
}

function line(document: Document, label: string, value: string): void {
  const { y } = document;
  document.text(label, margin, y, { width: labelWidth });
  const below = document.y;
  document.text(value, margin + labelWidth, y, { align: 'right' });
  document.y = Math.max(below, document.y);
  document.moveDown(0.3);
}

function rule(document: Document): void {
  const { y } = document;
  document
    .moveTo(margin, y + 4)
    .lineTo(document.page.width - margin, y + 4)
    .strokeColor('#dfe2e8')
    .stroke();
  document.y = y + 14;
}
