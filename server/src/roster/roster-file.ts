import { type ErrorCode, ok, type Result, refuse } from '@kumoh-pay/domain';
import { parse } from 'csv-parse/sync';
import iconv from 'iconv-lite';
import { z } from 'zod';

export interface RosterEntry {
  studentNumber: string;
  name: string;
  mail: string;
}
/** A line that cannot be taken, by its number in the file, and why. */
export interface BadLine {
  line: number;
  why: 'number' | 'name' | 'mail' | 'twice' | 'columns';
}

/** What a whole new list changes. */
export interface RosterChange {
  joined: RosterEntry[];
  left: RosterEntry[];
  changed: { before: RosterEntry; after: RosterEntry }[];
  unchanged: number;
  bad: BadLine[];
}

/** Larger than the whole university; a body of 512 KiB holds about this. */
const linesMax = 20_000;

export const rosterEntrySchema = z.strictObject({
  studentNumber: z.string().regex(/^\d{4,20}$/),
  name: z.string().min(1).max(60),
  mail: z.email().max(120),
});

const headings = {
  studentNumber: ['학번', 'student number', 'number', 'studentnumber', 'id'],
  name: ['이름', '성명', 'name'],
  mail: ['메일', '이메일', '학교메일', '메일주소', 'e-mail', 'email', 'mail'],
} as const;
type Column = keyof typeof headings;

/** Text of a file that is UTF-8 or, as Korean Excel saves it, CP949. */
export function decodeRosterFile(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), 'cp949');
  }
}

/** CSV, or cells pasted from a spreadsheet. The first line may name the columns; else they are number, name, mail. */
export function readRoster(text: string): Result<{ entries: RosterEntry[]; bad: BadLine[] }> {
  const cells = readCells(text.replace(/^\uFEFF/, ''));
  if (!cells) return unreadable('FILE_UNREADABLE', 'no table');
  const [first = [], ...rest] = cells;
  const named = columnsOf(first);
  const columns = named ?? { studentNumber: 0, name: 1, mail: 2 };
  const lines = named ? rest : cells;
  if (lines.length === 0 || lines.length > linesMax)
    return unreadable('FILE_UNREADABLE', `${lines.length} lines`);
  const entries: RosterEntry[] = [];
  const bad: BadLine[] = [];
  const seen = new Set<string>();
  for (const [i, line] of lines.entries()) {
    const number = i + 1 + (named ? 1 : 0);
    const entry = readEntry(line, columns);
    const twice = 'why' in entry ? false : seen.has(entry.studentNumber) || seen.has(entry.mail);
    if ('why' in entry) bad.push({ line: number, why: entry.why });
    else if (twice) bad.push({ line: number, why: 'twice' });
    else {
      seen.add(entry.studentNumber).add(entry.mail);
      entries.push(entry);
    }
  }
  return ok({ entries, bad });
}

const unreadable = (code: ErrorCode, detail: string) => refuse(code, detail);

function readCells(text: string): string[][] | null {
  const delimiter = text.split('\n', 1)[0]?.includes('\t') ? '\t' : ',';
  try {
    const cells: unknown = parse(text, {
      delimiter,
      trim: true,
      skip_empty_lines: true,
      relax_column_count: true,
      relax_quotes: true,
    });
    return z.array(z.array(z.string())).parse(cells);
  } catch {
    return null;
  }
}

function columnsOf(first: string[]): Record<Column, number> | null {
  const names = first.map((cell) => cell.toLowerCase().replaceAll(' ', ''));
  const isHeading = (column: Column, name: string) =>
    headings[column].some((heading) => heading.replaceAll(' ', '') === name);
  const place = (column: Column) => names.findIndex((name) => isHeading(column, name));
  const columns = { studentNumber: place('studentNumber'), name: place('name'), mail: place('mail') };
  return Object.values(columns).every((column) => column >= 0) ? columns : null;
}

function readEntry(line: string[], columns: Record<Column, number>): RosterEntry | { why: BadLine['why'] } {
  if (line.length <= Math.max(...Object.values(columns))) return { why: 'columns' };
  const entry = rosterEntrySchema.safeParse({
    studentNumber: (line[columns.studentNumber] ?? '').replaceAll(/[\s-]/g, ''),
    name: (line[columns.name] ?? '').normalize('NFC'),
    mail: (line[columns.mail] ?? '').toLowerCase(),
  });
  if (entry.success) return entry.data;
  const field = entry.error.issues[0]?.path[0];
  return { why: field === 'name' || field === 'mail' ? field : 'number' };
}
