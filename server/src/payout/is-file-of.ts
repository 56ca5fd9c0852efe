import { parse } from 'csv-parse/sync';
import type { BankColumn } from '../settings/settings.ts';
import type { PayoutLine } from './payout-line.ts';

/** Longer than any memo that the console writes; what a bank prints beside an amount is no room for a letter. */
const memoMax = 40;

/** Whether a bank file pays these settlements, in their order, and nothing else. The memo is free, and short. */
export function isFileOf(
  lines: readonly PayoutLine[],
  columns: readonly BankColumn[],
  file: string,
): boolean {
  const rows = readRows(file);
  return (
    rows?.length === lines.length && lines.every((line, place) => isRowOf(line, columns, rows[place] ?? []))
  );
}

function readRows(file: string): string[][] | null {
  try {
    return parse(file, { bom: true, relax_column_count: true });
  } catch {
    return null;
  }
}

function isRowOf({ bank, net }: PayoutLine, columns: readonly BankColumn[], row: readonly string[]): boolean {
  const { bankCode, account, holder } = bank;
  const cells = { bankCode, account, holder, won: String(net) };
  return (
    row.length === columns.length &&
    columns.every((column, place) => {
      const cell = row[place] ?? '';
      return column === 'memo' ? cell.length <= memoMax : cell === cells[column];
    })
  );
}
