import { ok, type Result } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { queueLetter } from '../mail/outbox.ts';
import { type RosterChange, type RosterEntry, readRoster } from './roster-file.ts';
import { rosterNotes } from './roster-note.ts';
import { allRosterRows, type RosterRow, saveRosterRows } from './store.ts';

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

/**
 * The same, done. Whoever left keeps the wallet and can receive no more by the roster; an officer decides on the rest. An
 * address that was taken out of a row is told so: the new one could sign up in its owner's name.
 */
export function importRoster(
  { db, keys }: Pick<ServerParts, 'db' | 'keys'>,
  text: string,
  officer: string,
  nowMs: number,
): Promise<Result<RosterChange>> {
  return transaction(db, async (tx) => {
    const compared = await compareRoster(tx, text);
    if (!compared.ok) return compared;
    const { joined, left, changed } = compared.value;
    const rows = [...joined, ...changed.map(({ after }) => after)].map((entry) => toRow(entry, 1, nowMs));
    await saveRosterRows(tx, [...rows, ...left.map((entry) => toRow(entry, 0, nowMs))]);
    for (const { before, after } of changed)
      if (before.mail !== after.mail)
        await queueLetter(tx, keys, before.mail, { kind: 'rosterMailChanged' }, nowMs);
    const act = { actor: `officer.${officer}`, act: 'importRoster', subject: 'roster' };
    for (const note of rosterNotes(compared.value)) await noteAct(tx, { ...act, ...note }, nowMs);
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
