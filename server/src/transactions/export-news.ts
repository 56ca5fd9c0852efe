import { EventEmitter } from 'node:events';
import type { Id } from '@kumoh-pay/domain';

/** Wakes an officer's open pages when there is more of a file, or another one. The rows are the truth. */
const news = new EventEmitter().setMaxListeners(0);

/** Call it once the rows are committed. */
export const tellExports = (officer: Id): void => void news.emit(officer);

/** Hears from now on, also while nobody waits: what came since the last `next` is news at once. */
export function hearExports(officer: Id, ends: AbortSignal) {
  let heard = Promise.withResolvers<void>();
  const hear = () => heard.resolve();
  news.on(officer, hear);
  ends.addEventListener('abort', hear, { once: true });
  if (ends.aborted) hear();
  return {
    async next(): Promise<void> {
      await heard.promise;
      heard = Promise.withResolvers<void>();
    },
    close(): void {
      news.off(officer, hear);
      ends.removeEventListener('abort', hear);
    },
  };
}
