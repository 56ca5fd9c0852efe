import type { Database } from '../db/index.ts';
import { findTerminal } from './store.ts';

/** The paired tablet that a counter's session belongs to. */
export interface TerminalPerson {
  id: string;
  vendor: string;
  name: string;
}

export async function terminalPerson(db: Database, id: string): Promise<TerminalPerson | null> {
  const terminal = await findTerminal(db, id);
  return terminal?.state === 'paired' ? { id, vendor: terminal.vendor, name: terminal.name } : null;
}
