import type { Database } from '../db/index.ts';
import { insertAuditEntry } from './store.ts';

export interface AuditEntry {
  /** `officer.{id}`, `staff.{id}`, `member.{id}` or `server`. */
  actor: string;
  /** What was done, as a verb of ours: `importRoster`. */
  act: string;
  /** To what: `vendor.{id}`, `setting.mailDomains`. */
  subject: string;
  before?: unknown;
  after?: unknown;
}

/** Call it inside the transaction of what it tells, so that neither is there without the other. */
export async function noteAct(
  db: Database,
  { actor, act, subject, before, after }: AuditEntry,
  nowMs = Date.now(),
): Promise<void> {
  const text = (value: unknown) => (value === undefined ? null : JSON.stringify(value));
  await insertAuditEntry(db, {
    at: nowMs,
    actor,
    act,
    subject,
    before_text: text(before),
    after_text: text(after),
  });
}
