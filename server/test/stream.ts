import type { Browser } from './browser.ts';

/** A live stream as a browser hears it, event by event. */
export async function hear(browser: Browser, procedure: string, lastEventId: string | null = null) {
  const input = encodeURIComponent(JSON.stringify({ lastEventId }));
  const ending = new AbortController();
  const answer = await browser.fetch(`${browser.address}/trpc/${procedure}?input=${input}`, {
    headers: { accept: 'text/event-stream' },
    signal: ending.signal,
  });
  const reader = answer.body?.getReader();
  let text = '';
  const more = async () => {
    const chunk = await reader?.read();
    if (!chunk || chunk.done) throw new Error(`the stream ended: ${text}`);
    text += Buffer.from(chunk.value).toString();
  };
  /** The first event with these letters in it. */
  const until = async (mark: string): Promise<unknown> => {
    for (;;) {
      const line = text.split('\n').find((one) => one.startsWith('data: ') && one.includes(mark));
      if (line) return JSON.parse(line.slice('data: '.length));
      await more();
    }
  };
  while (text === '') await more();
  return { until, end: () => ending.abort() };
}
