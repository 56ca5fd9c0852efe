import { seoulDay } from '@kumoh-pay/domain';
import { stringify } from 'csv-stringify/sync';
import type { Database } from '../db/index.ts';
import type { EntryKind } from '../index/tables.ts';
import type { Transaction } from '../index/transactions.ts';
import { programmeNames, vendorNames } from '../wallet/store.ts';
import { memberNamesOf } from './names.ts';

export type ExportLanguage = 'ko' | 'en';

const heads: Record<ExportLanguage, string[]> = {
  ko: [
    '날짜',
    '시각',
    '종류',
    '보낸 쪽',
    '받은 쪽',
    '가맹점',
    '상품권',
    '금액(원)',
    '주문 번호',
    '원장 순번',
  ],
  en: ['Day', 'Time', 'Kind', 'Sender', 'Receiver', 'Vendor', 'Programme', 'Won', 'Order', 'Ledger sequence'],
};
const kinds: Record<ExportLanguage, Record<EntryKind, string>> = {
  ko: {
    charge: '결제',
    refund: '환불',
    send: '보내기',
    receive: '받기',
    issue: '발행',
    revoke: '회수',
    expire: '소멸',
  },
  en: {
    charge: 'charge',
    refund: 'refund',
    send: 'transfer',
    receive: 'receipt',
    issue: 'issue',
    revoke: 'revocation',
    expire: 'expiry',
  },
};

/** A cell that begins like a formula is kept from running when a spreadsheet opens the file. */
const csv = (rows: (string | number)[][]): string =>
  stringify(rows, { escape_formulas: true, record_delimiter: 'windows' });

/** Spreadsheets read a UTF-8 file as such only with this mark in front. */
export const exportHead = (language: ExportLanguage): string => `\uFEFF${csv([heads[language]])}`;

const clock = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Seoul',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});

/** Rows with names in the place of ids, as lines of CSV. */
export async function exportLines(
  db: Database,
  rows: readonly Transaction[],
  language: ExportLanguage,
): Promise<string> {
  const shops = [...new Set(rows.flatMap(({ vendor }) => vendor ?? []))];
  const terms = [...new Set(rows.flatMap(({ programme }) => programme ?? []))];
  const [people, vendors, programmes] = await Promise.all([
    memberNamesOf(
      db,
      rows.flatMap(({ sender, receiver }) => [sender, receiver]),
    ),
    vendorNames(db, shops),
    programmeNames(db, terms),
  ]);
  const names = new Map(people.map((one) => [one.account, `${one.name} ${one.studentNumber ?? ''}`.trim()]));
  const side = (id: string): string => names.get(id) ?? vendors.get(id) ?? programmes.get(id) ?? id;
  return csv(
    rows.map((row) => [
      seoulDay(row.at),
      clock.format(row.at),
      kinds[language][row.kind],
      side(row.sender),
      side(row.receiver),
      row.vendor === null ? '' : (vendors.get(row.vendor) ?? row.vendor),
      row.programme === null ? '' : (programmes.get(row.programme) ?? row.programme),
      Math.abs(row.amount),
      row.order,
      row.sequence,
    ]),
  );
}
