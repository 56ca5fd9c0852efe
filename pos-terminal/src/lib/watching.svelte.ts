import { z } from 'zod';
import { keep } from './kept.ts';
import { api } from './line.ts';

export type Shown = Parameters<typeof api.display.show.mutate>[0]['state'];

const kept = keep('watching', z.string());

/** The customer's end: follows one counter's sale until the link ends. */
export class Watching {
  state = $state.raw<Shown | null>(null);
  ended = $state(false);

  /** @param hash of the address that was scanned; after a reload the kept one. @returns the end of following. */
  follow(hash: string): () => void {
    const token = /^#([\w-]{22})$/.exec(hash)?.[1] ?? kept.read();
    if (!token) {
      this.ended = true;
      return () => undefined;
    }
    kept.write(token);
    const stream = api.display.watch.subscribe(
      { token },
      {
        onData: (state) => (this.state = state),
        onError: () => (this.ended = true),
        onComplete: () => (this.ended = true),
      },
    );
    return () => stream.unsubscribe();
  }
}
