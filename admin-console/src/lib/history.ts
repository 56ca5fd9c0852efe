import { api } from './line.ts';

export type HistoryEntry = Awaited<ReturnType<typeof api.auditLog.search.query>>[number];

/** What the audit log has of one thing, the oldest first. */
export async function historyOf(subject: string): Promise<HistoryEntry[]> {
  return (await api.auditLog.search.query({ subject })).reverse();
}
