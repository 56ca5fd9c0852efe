import { base64UrlDecode, concatBytes, hexEncode, utf8 } from '@kumoh-pay/domain';
import type { api } from './line.ts';

export type PayoutLine = Extract<
  Awaited<ReturnType<typeof api.payout.lines.mutate>>,
  { ok: true }
>['value'][number];
export const accountInWords = ({ bankCode, account, holder }: PayoutLine['bank']): string =>
  `${bankCode} ${account} ${holder}`;
export type BankColumn = Awaited<ReturnType<typeof api.settings.read.query>>['bankColumns'][number];

/**
 * HMAC-SHA-256 of the account under its salt: what two approvers put on the ledger. A server that swapped an account
 * could not make it fit.
 */
export async function fitsCommitment({
  bank,
  salt,
  commitment,
}: Pick<PayoutLine, 'bank' | 'salt' | 'commitment'>): Promise<boolean> {
  const bytes = base64UrlDecode(salt);
  if (!bytes) return false;
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', concatBytes(bytes), hmac, false, ['sign']);
  const text = [bank.bankCode, bank.account, bank.holder.normalize('NFC')].join('\n');
  return hexEncode(new Uint8Array(await crypto.subtle.sign('HMAC', key, utf8(text)))) === commitment;
}

/** Spreadsheets and banks' pages read a UTF-8 file as such only with this mark; it is part of what is hashed. */
const byteOrderMark = '\uFEFF';

/** The file that the bank takes: a line a settlement, columns as the settings say. Banks take no formula guards. */
export function bankFile(
  lines: readonly PayoutLine[],
  columns: readonly BankColumn[],
  memoOf: (line: PayoutLine) => string,
): string {
  const cell = (line: PayoutLine, column: BankColumn): string => {
    const { bankCode, account, holder } = line.bank;
    const cells = { bankCode, account, holder, won: String(line.net), memo: memoOf(line) };
    const text = cells[column];
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return (
    byteOrderMark +
    lines.map((line) => `${columns.map((column) => cell(line, column)).join(',')}\r\n`).join('')
  );
}

/**
 * Whether a file pays these lines and nothing else, whoever wrote it.
 * @param memos the memo of a business day, in each language that it may be written in.
 */
export const isFileOf = (
  lines: readonly PayoutLine[],
  columns: readonly BankColumn[],
  memos: readonly ((day: number) => string)[],
  file: string,
): boolean => memos.some((memo) => bankFile(lines, columns, ({ day }) => memo(day)) === file);
