type Follow<Event> = (ends: AbortSignal) => AsyncGenerator<Event>;

/**
 * What several streams say, in the order in which they say it. None is asked for its next word before the last was
 * taken. The first that ends or fails ends the whole, and the others with it.
 */
export async function* together<Event>(
  signal: AbortSignal,
  ...open: Follow<Event>[]
): AsyncGenerator<Event, void, undefined> {
  const ended = new AbortController();
  const streams = open.map((follow) => follow(AbortSignal.any([signal, ended.signal])));
  const spoken: (() => { stream: AsyncGenerator<Event>; said: IteratorResult<Event> })[] = [];
  let wake = (): void => undefined;
  // No race between promises: one that stays silent for a day would keep a trace of every word of the other.
  const ask = async (stream: AsyncGenerator<Event>): Promise<void> => {
    try {
      const said = await stream.next();
      spoken.push(() => ({ stream, said }));
    } catch (error) {
      spoken.push(() => {
        throw error;
      });
    }
    wake();
  };
  try {
    for (const stream of streams) void ask(stream);
    for (;;) {
      const first = spoken.shift();
      if (first) {
        const { stream, said } = first();
        if (said.done) return;
        yield said.value;
        void ask(stream);
      } else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  } finally {
    ended.abort();
    await Promise.allSettled(streams.map((stream) => stream.return(undefined)));
  }
}
