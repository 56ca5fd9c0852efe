import type { Browser } from '../browser.ts';
import type { Reached } from './rows.ts';

/**
 * Longer than this, and so many times as long as a harmless request beside it, twice in a row, is a hang: a busy machine
 * is slow at both, or once.
 */
const hangMs = 2_000;
const hangTimes = 10;
/** Node's bound for an address with its headers. Beyond: 431 and a closed line, which may be cut before the answer is read. */
const addressMost = 16_384;
/** Streams are heard for a moment. */
const streamMs = 150;
/** Stacks, statements, libraries, places in files. */
const internal =
  /\bat \S+ \(|node_modules|node:internal|\.ts\b|\b(SELECT|INSERT INTO|UPDATE|DELETE FROM)\b|\bER_[A-Z]{3}|errno|sqlState|kysely|mysql|mariadb|\bzod|file:\/\//i;

export interface Call {
  door: string;
  path: string;
  type: string;
  name: string;
  text: string;
  headers?: Record<string, string>;
  method?: string;
}
export interface Called {
  status: number;
  reached: Reached;
}

export async function callHostile(browser: Browser, call: Call): Promise<Called> {
  const heard = await hear(browser, call);
  const problem = (text: string) =>
    new Error(
      `${call.door} ${call.path}, ${call.name}: ${text}\n${heard.status} ${heard.text.slice(0, 300)}`,
    );
  if (heard.ms > hangMs) {
    const harmless = await hear(browser, { ...call, name: 'no body', text: '', headers: {} });
    const again = await hear(browser, call);
    if (Math.min(heard.ms, again.ms) > Math.max(hangMs, hangTimes * harmless.ms))
      throw problem(
        `took ${Math.round(heard.ms)} and ${Math.round(again.ms)} ms, a harmless one ${Math.round(harmless.ms)} ms`,
      );
  }
  if (heard.status >= 500) throw problem('a fault of the server');
  const done = heard.status === 200 && !/"ok":false|"error":|event: serialized-error/.test(heard.text);
  if (!done && internal.test(heard.text)) throw problem('something internal was told');
  const reached = heard.status !== 200 ? 'edge' : done && call.type === 'mutation' ? 'done' : 'procedure';
  return { status: heard.status, reached };
}

async function hear(browser: Browser, call: Call): Promise<{ status: number; text: string; ms: number }> {
  const startedAt = performance.now();
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), 4 * hangMs);
  try {
    const answer = await send(browser, call, ending.signal);
    const stream = answer.headers.get('content-type')?.includes('event-stream') ?? false;
    const text = stream ? await beginning(answer) : await answer.text();
    return { status: answer.status, text, ms: performance.now() - startedAt - (stream ? streamMs : 0) };
  } catch (cause) {
    if (ending.signal.aborted) return { status: 0, text: 'no answer', ms: performance.now() - startedAt };
    if (methodOf(call) === 'GET' && call.text.length > addressMost) {
      // Whoever sends so long an address may lose the line; the next who asks may not.
      await hear(browser, { ...call, name: `asked after ${call.name}`, text: '' });
      return { status: 431, text: '', ms: 0 };
    }
    throw new Error(`${call.door} ${call.path}, ${call.name}: no answer`, { cause });
  } finally {
    clearTimeout(timer);
    ending.abort();
  }
}

const methodOf = ({ method, type }: Call): string => method ?? (type === 'mutation' ? 'POST' : 'GET');

function send(browser: Browser, call: Call, signal: AbortSignal): Promise<Response> {
  const { path, text, headers = {}, type } = call;
  const method = methodOf(call);
  if (method !== 'GET' && method !== 'HEAD')
    return browser.fetch(`${browser.address}/trpc/${path}`, {
      method,
      body: text,
      signal,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const accept: Record<string, string> = type === 'subscription' ? { accept: 'text/event-stream' } : {};
  return browser.fetch(`${browser.address}/trpc/${path}?input=${encodeURIComponent(text)}`, {
    method,
    signal,
    headers: { ...accept, ...headers },
  });
}

async function beginning(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  const end = new Promise<null>((resolve) => setTimeout(resolve, streamMs, null));
  let text = '';
  for (;;) {
    const chunk = await Promise.race([reader?.read() ?? null, end]);
    if (!chunk || chunk.done) return text;
    text += Buffer.from(chunk.value).toString();
  }
}
