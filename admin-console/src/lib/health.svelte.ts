import type { HealthNow } from '@kumoh-pay/server';
import { api } from './line.ts';
import { whileSeen } from './while-seen.ts';

/** How ledger, index, mail and terminals run, as the server says every few seconds; null until it has. */
export class HealthWatch {
  now = $state.raw<HealthNow | null>(null);

  /** For `onMount`. */
  follow = (): (() => void) =>
    whileSeen(() => {
      const stream = api.overview.health.subscribe(undefined, {
        onData: (now) => {
          this.now = now;
        },
      });
      return () => stream.unsubscribe();
    });
}
