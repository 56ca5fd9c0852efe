import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';

const pageSize = 100;

/** What officers, staff and the server did, newest first. */
export class AuditLog {
  more = $state(false);
  readonly list = new Loaded(async () => {
    const [rows] = await Promise.all([api.auditLog.search.query({}), names.load()]);
    this.more = rows.length === pageSize;
    return rows;
  });

  next = async (): Promise<void> => {
    const rows = this.list.value ?? [];
    const older = await api.auditLog.search.query({ before: rows.at(-1)?.id });
    this.list.value = [...rows, ...older];
    this.more = older.length === pageSize;
  };
}

/** `officer.{id}` and `vendor.{id}` with their names. */
export function subjectInWords(subject: string): string {
  const [kind, id] = subject.split('.');
  if (!id) return subject;
  if (kind === 'officer') return names.officer(id);
  if (kind === 'vendor' || kind === 'settlement') return names.vendor(id);
  return kind === 'programme' ? names.programme(id) : `${kind} ${id.slice(0, 8)}…`;
}
