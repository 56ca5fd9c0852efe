import { amountSchema, ok, type Result, refuse } from '@kumoh-pay/domain';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';

/** A line as it was read. `amount` in won; null when it names none that can be. */
export interface ListLine {
  studentNumber: string;
  amount: number | null;
}

/** Five thousand receivers are the most that one issue has; beyond a few more lines the list is another file. */
const linesMax = 6_000;
const numberHeadings = ['학번', 'studentnumber', 'number', 'id'];
const amountHeadings = ['금액', '원', 'amount', 'won'];

/**
 * CSV or pasted cells: student number and, unless all get the same, an amount. The first line may name the columns.
 * @param sameForAll in won, for lines that name no amount.
 */
export function readList(text: string, sameForAll: number | null): Result<ListLine[]> {
  const cells = readCells(text.replace(/^\uFEFF/, ''));
  if (!cells) return refuse('FILE_UNREADABLE', 'no table');
  const headings = (cells[0] ?? []).map((cell) => cell.toLowerCase().replaceAll(' ', ''));
  const numberAt = headings.findIndex((heading) => numberHeadings.includes(heading));
  const amountAt = headings.findIndex((heading) => amountHeadings.includes(heading));
  const lines = numberAt < 0 ? cells : cells.slice(1);
  if (lines.length === 0 || lines.length > linesMax)
    return refuse('FILE_UNREADABLE', `${lines.length} lines`);
  const [number, amount] = numberAt < 0 ? [0, 1] : [numberAt, amountAt];
  return ok(
    lines.map((line) => ({
      studentNumber: (line[number] ?? '').replaceAll(/[\s-]/g, '').slice(0, 40),
      amount: readAmount(line[amount] ?? '', sameForAll),
    })),
  );
}

function readCells(text: string): string[][] | null {
  const delimiter = text.split('\n', 1)[0]?.includes('\t') ? '\t' : ',';
  const options = {
    delimiter,
    trim: true,
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
  };
  try {
    return z.array(z.array(z.string())).parse(parse(text, options));
  } catch {
    return null;
  }
}

/** `5,000`, `5000원`; an empty cell takes what all get. */
function readAmount(cell: string, sameForAll: number | null): number | null {
  const digits = cell.replaceAll(/[\s,원₩]/g, '');
  if (digits === '') return sameForAll;
  const amount = amountSchema.safeParse(/^\d{1,10}$/.test(digits) ? Number(digits) : null);
  return amount.success ? amount.data : null;
}
