import type { TRPCLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';
import { observable } from '@trpc/server/observable';
import type { Connection } from './connection.ts';

/** Tells the connection what live streams show: an open one is proof that the server is there, a cut one a reason to ask. */
export const watchSubscriptions =
  <Router extends AnyTRPCRouter>(connection: Connection): TRPCLink<Router> =>
  () =>
  ({ next, op }) =>
    observable((observer) =>
      next(op).subscribe({
        next(value) {
          const { result } = value;
          if (result.type === 'state' && result.state === 'connecting' && result.error) connection.doubt();
          else if (result.type !== 'state' || result.state === 'pending') connection.reached();
          observer.next(value);
        },
        error(error) {
          connection.doubt();
          observer.error(error);
        },
        complete() {
          observer.complete();
        },
      }),
    );
