import { api } from './line.ts';

export type HistoryEntry = Awaited<ReturnType<typeof api.auditLog.search.query>>[number];

/** What the audit log has of one thing, under all its names, the oldest first. */
export async function historyOf(...subjects: string[]): Promise<HistoryEntry[]> {
  const found = await Promise.all(subjects.map((subject) => api.auditLog.search.query({ subject })));
  return found.flat().sort((a, b) => a.id - b.id);
}
