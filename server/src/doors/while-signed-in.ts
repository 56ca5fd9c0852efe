import { onEnded } from '../session/ended.ts';
import { isLive, type Session } from '../session/session.ts';
import type { ServerParts } from './context.ts';
import { CallRefused } from './trpc.ts';

/**
 * What a page hears as it happens, until its session ends: then the stream does at once, on a page that was open before too.
 * Hearing is no use: a session that nobody uses ends under an open page.
 * @throws CallRefused with SIGN_IN_AGAIN.
 */
export async function* whileSignedIn<Event>(
  { db, stopping, log }: Pick<ServerParts, 'db' | 'stopping' | 'log'>,
  session: Session,
  signal: AbortSignal | undefined,
  follow: (ends: AbortSignal) => AsyncIterable<Event>,
): AsyncGenerator<Event, void, undefined> {
  const ended = new AbortController();
  const look = async () => {
    if (!(await isLive(db, session))) ended.abort();
  };
  const deaf = onEnded(session.subject, () => {
    // Each event asks again.
    look().catch((error: unknown) => log.warn({ err: error }, 'a session could not be looked for'));
  });
  try {
    for await (const event of follow(
      AbortSignal.any([stopping, ended.signal, ...(signal ? [signal] : [])]),
    )) {
      await look();
      if (ended.signal.aborted) break;
      yield event;
    }
  } finally {
    deaf();
  }
  if (ended.signal.aborted) throw new CallRefused('UNAUTHORIZED', 'SIGN_IN_AGAIN');
}
