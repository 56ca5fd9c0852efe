import type { AuditEntry } from '../audit-log/audit-log.ts';
import type { RosterChange, RosterEntry } from './roster-file.ts';

/** One entry of the log is read on one screen. Beyond: the import has several, so that no change hides behind others. */
export const changesNotedAtOnce = 200;
/** A new year's class by number; their rows stand in the roster. Beyond: they are only counted. */
export const joinedNotedMax = 1_000;

type Changed = RosterChange['changed'][number];

/** What an import has done, for the audit log: who left and joined by number, and of what changed how it was and is. */
export function rosterNotes({
  joined,
  left,
  changed,
  unchanged,
  bad,
}: RosterChange): Pick<AuditEntry, 'before' | 'after'>[] {
  const counts = {
    joined: joined.length,
    left: left.length,
    changed: changed.length,
    unchanged,
    bad: bad.length,
  };
  const entries = Math.max(1, Math.ceil(Math.max(changed.length, left.length) / changesNotedAtOnce));
  return Array.from({ length: entries }, (_, place) => {
    const piece = <Item>(of: readonly Item[]) =>
      of.slice(place * changesNotedAtOnce, (place + 1) * changesNotedAtOnce);
    const changes = piece(changed);
    const after = {
      changes: changes.map((one) => differing(one, one.after)),
      numbersLeft: numbersOf(piece(left)),
    };
    const first = { ...counts, ...after, numbersJoined: numbersOf(joined.slice(0, joinedNotedMax)) };
    return {
      before: { changes: changes.map((one) => differing(one, one.before)) },
      after: place === 0 ? first : after,
    };
  });
}

const numbersOf = (entries: readonly RosterEntry[]) => entries.map(({ studentNumber }) => studentNumber);

/** Only what differs. */
const differing = ({ before, after }: Changed, { studentNumber, name, mail }: RosterEntry) => ({
  studentNumber,
  ...(before.name !== after.name && { name }),
  ...(before.mail !== after.mail && { mail }),
});
