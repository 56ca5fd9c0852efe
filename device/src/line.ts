import {
  createTRPCClient,
  httpLink,
  httpSubscriptionLink,
  retryLink,
  splitLink,
  type TRPCClient,
  type TRPCLink,
} from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import type { Readable } from 'svelte/store';
import { z } from 'zod';
import type { ServerClock } from './clock.ts';
import { Connection, type ConnectionState } from './connection.ts';
import { watchSubscriptions } from './subscription-watch.ts';

/** The app's own door, served from the same address. */
const doorPath = '/trpc';
/** When a proxy answers for a server that is away, the browser ends the stream for good: opened anew after this pause. */
const streamRetryMs = 1_000;

export interface Line<Router extends AnyTRPCRouter> {
  client: TRPCClient<Router>;
  /** For the banner. */
  connection: Readable<ConnectionState>;
  /** Asks the server itself; the browser's `online` event is not believed. */
  probe: () => Promise<boolean>;
  close: () => void;
}

/**
 * The line to one door. Calls go one by one (a batch would answer when its slowest member does); live events come by
 * server-sent events, which resume where they were cut.
 * @param headers what each call says besides.
 */
export function createLine<Router extends AnyTRPCRouter>(
  clock: ServerClock,
  headers: Headers = () => ({}),
): Line<Router> {
  const connection = new Connection(doorPath, clock);
  // A link's type names its router for the errors' shape only; ours is the same at each door. Without the cast a
  // router that is not known yet could not be proved to need no transformer.
  const link = doorLink(connection, headers) as TRPCLink<Router>;
  return {
    client: createTRPCClient<Router>({ links: [link] }),
    connection: connection.state,
    probe: () => connection.probe(),
    close: () => connection.close(),
  };
}

type Headers = () => Record<string, string>;

const doorLink = (connection: Connection, headers: Headers): TRPCLink<AnyTRPCRouter> =>
  splitLink({
    condition: (op) => op.type === 'subscription',
    true: [
      watchSubscriptions(connection),
      retryLink({ retry: ({ error }) => !isFinal(error.data), retryDelayMs: () => streamRetryMs }),
      httpSubscriptionLink({ url: doorPath }),
    ],
    false: httpLink({ url: doorPath, fetch: connection.fetch, headers }),
  });

const refusalSchema = z.object({ httpStatus: z.int().min(400).max(499) });
/** The server's own no (signed out, not allowed) would be the same the next time: the subscriber is told. */
const isFinal = (data: unknown): boolean => refusalSchema.safeParse(data).success;
