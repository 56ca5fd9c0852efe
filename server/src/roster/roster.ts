import { ok, type Result } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import { type BadLine, type RosterEntry, readRoster } from './roster-file.ts';
import { allRosterRows, type RosterRow, saveRosterRows } from './store.ts';

export interface RosterChange {
  joined: RosterEntry[];
  left: RosterEntry[];
  changed: { before: RosterEntry; after: RosterEntry }[];
  unchanged: number;
  bad: BadLine[];
}

/** Who joins, leaves and changes by a whole new list, without doing it yet. */
export async function compareRoster(db: Database, text: string): Promise<Result<RosterChange>> {
  const read = readRoster(text);
  if (!read.ok) return read;
  const { entries, bad } = read.value;
  const before = new Map(
    (await allRosterRows(db)).filter((row) => row.listed).map((row) => [row.student_number, toEntry(row)]),
  );
  const change: RosterChange = { joined: [], left: [], changed: [], unchanged: 0, bad };
  for (const after of entries) {
    const old = before.get(after.studentNumber);
    before.delete(after.studentNumber);
    if (!old) change.joined.push(after);
    else if (old.name !== after.name || old.mail !== after.mail) change.changed.push({ before: old, after });
    else change.unchanged++;
  }
  // A line that could not be read says nothing about who left.
  change.left = bad.length === 0 ? [...before.values()] : [];
  return ok(change);
}

/** The same, done. Whoever left keeps the wallet and can receive no more by the roster; an officer decides on the rest. */
export function importRoster(
  db: Database,
  text: string,
  officer: string,
  nowMs: number,
): Promise<Result<RosterChange>> {
  return transaction(db, async (tx) => {
    const compared = await compareRoster(tx, text);
    if (!compared.ok) return compared;
    const { joined, left, changed, bad, unchanged } = compared.value;
    const rows = [...joined, ...changed.map(({ after }) => after)].map((entry) => toRow(entry, 1, nowMs));
    await saveRosterRows(tx, [...rows, ...left.map((entry) => toRow(entry, 0, nowMs))]);
    const after = {
      joined: joined.length,
      left: left.length,
      changed: changed.length,
      unchanged,
      bad: bad.length,
    };
    await noteAct(tx, { actor: `officer.${officer}`, act: 'importRoster', subject: 'roster', after }, nowMs);
    return compared;
  });
}

const toEntry = (row: RosterRow): RosterEntry => ({
  studentNumber: row.student_number,
  name: row.name,
  mail: row.mail,
});
const toRow = ({ studentNumber, name, mail }: RosterEntry, listed: 0 | 1, nowMs: number): RosterRow => ({
  student_number: studentNumber,
  name,
  mail,
  listed,
  changed_at: nowMs,
});
