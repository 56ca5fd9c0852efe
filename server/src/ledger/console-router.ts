import { type Id, readQuerySchema } from '@kumoh-pay/domain';
import { waitingCounts } from '../approval/approval.ts';
import type { ServerParts } from '../doors/context.ts';
import { officerProcedure, router } from '../doors/trpc.ts';
import { whileSignedIn } from '../doors/while-signed-in.ts';
import { cursorText } from '../live/cursor.ts';
import { together } from '../live/together.ts';

/** The ledger itself, for officers: records as their canonical JSON, by which the browser makes `shown`, and what happens. */
export const ledgerRouter = router({
  read: officerProcedure()
    .input(readQuerySchema)
    .query(({ ctx, input }) => ctx.money.read(input)),

  /**
   * All that an open console follows, in one stream, since a browser opens six connections to a server and each tab
   * would hold several: every committed order, as it happens, and how many wait for a second officer, now and at each
   * change. Events have no ids: a stream that was cut begins with the count, at which the screens look again.
   */
  live: officerProcedure().subscription(({ ctx, signal }) =>
    whileSignedIn(ctx, ctx.officer.session, signal, (ends) => officeNews(ctx, ends)),
  ),
});

type Parts = Pick<ServerParts, 'db' | 'money' | 'now'>;
type News = { sequence: number; type: string; order: Id } | { waiting: number };

async function* officeNews(parts: Parts, signal: AbortSignal): AsyncGenerator<News> {
  // Read before the count is told: who looks at that sees all up to here, and is told of all after it.
  const from = await parts.db.selectFrom('checkpoint').select('sequence').executeTakeFirst();
  yield* together<News>(
    signal,
    (ends) => committed(parts, from?.sequence ?? 0, ends),
    (ends) => waiting(parts, ends),
  );
}

async function* committed({ money }: Parts, sequence: number, ends: AbortSignal) {
  const after = cursorText({ sequence, refusal: 0, message: 0 });
  for await (const [, { sequence, type, order }] of money.live.officeEvents(after, ends))
    yield { sequence, type, order };
}

async function* waiting(parts: Parts, ends: AbortSignal) {
  for await (const count of waitingCounts(parts, ends)) yield { waiting: count };
}
