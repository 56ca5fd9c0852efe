import type { Connection } from './connection.ts';
import { resultOf } from './door-answer.ts';

/** Somebody at the counter who sends one order and will know what became of it. */
export interface Asker {
  procedure: 'sale.charge' | 'sale.void' | 'issue.issue';
  input: unknown;
  /** What was heard for good, each time; `null` stands for no answer, or `OUTCOME_UNKNOWN`. */
  heard: (string | null)[];
}

/** An outcome is found out within moments after a start; a server that needs longer has lost it. */
const patienceMs = 25_000;
const againMs = 100;

/** Sends the asker's order once; what came of it is written down with the asker. */
export async function ask(asker: Asker, connection: Connection): Promise<void> {
  const answer = await connection.post(asker.procedure, asker.input);
  asker.heard.push(answer && resultOf(answer));
}

/** Sends the same order again until its outcome is told. @throws when it is not, for too long. */
export async function askUntilTold(asker: Asker, connection: Connection): Promise<string> {
  for (const end = Date.now() + patienceMs; Date.now() < end; ) {
    await ask(asker, connection);
    const told = asker.heard.at(-1);
    if (told) return told;
    await new Promise((resolve) => setTimeout(resolve, againMs));
  }
  throw new Error(`${asker.procedure}: no outcome in ${patienceMs} ms`);
}
