import { type Insertable, sql } from 'kysely';
import type { Database } from '../db/index.ts';
import type { Subjects } from './subject-store.ts';
import type { AuditLogTables } from './tables.ts';

export const insertAuditEntry = (db: Database, row: Insertable<AuditLogTables['audit_entry']>) =>
  db.insertInto('audit_entry').values(row).execute();

export interface AuditSearch {
  actor?: string | undefined;
  subject?: string | undefined;
  about?: Subjects | undefined;
  act?: string | undefined;
  fromMs?: number | undefined;
  toMs?: number | undefined;
  /** Entries older than this one: the last id of the page before. */
  before?: number | undefined;
}

/** Newest first, a page at a time. */
export function searchAuditEntries(db: Database, search: AuditSearch, limit: number) {
  let query = db
    .selectFrom('audit_entry')
    .select(['id', 'at', 'actor', 'act', 'subject', 'before_text', 'after_text'])
    .orderBy('id', 'desc')
    .limit(limit);
  if (search.actor !== undefined) query = query.where('actor', '=', search.actor);
  if (search.subject !== undefined) query = query.where('subject', '=', search.subject);
  if (search.about !== undefined) query = query.where(isAbout(search.about));
  if (search.act !== undefined) query = query.where('act', '=', search.act);
  if (search.fromMs !== undefined) query = query.where('at', '>=', search.fromMs);
  if (search.toMs !== undefined) query = query.where('at', '<', search.toMs);
  if (search.before !== undefined) query = query.where('id', '<', search.before);
  return query.execute();
}

function isAbout({ subjects, vendors }: Subjects) {
  const settlements = vendors.map((vendor) => sql<boolean>`subject LIKE ${`settlement.${vendor}.%`}`);
  return sql<boolean>`(${sql.join([sql`subject IN (${sql.join(subjects)})`, ...settlements], sql` OR `)})`;
}
