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
  /** `004 ···8901 김분식`: enough to know the account by. */
  bank: string;
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
    info: { Title: `정산서 ${facts.vendor} ${facts.day}일차` },
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
  document.end();
  await ended;
  return Buffer.concat(pieces);
}

type Document = InstanceType<typeof PDFDocument>;

function head(document: Document, { vendor, place, day: number, settlement, bank }: StatementFacts): void {
  document.fontSize(24).text('정산서');
  document.moveDown(0.5).fontSize(11);
  line(document, '가맹점', `${vendor}${place === '' ? '' : ` (${place})`}`);
  line(document, '영업일', `${number}일차`);
  line(document, '마감', day.format(settlement.sealedAt));
  line(document, '상태', stateWords[settlement.state]);
  line(document, '입금 계좌', bank);
  rule(document);
}

function figures(document: Document, { settlement, programmes, ledger, writtenAt }: StatementFacts): void {
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
