import type { Browser } from '../browser.ts';
import { type Call, callHostile } from './call.ts';
import type { Procedure } from './procedures.ts';

const contentTypes = [
  'text/plain',
  'text/plain;charset=UTF-8',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  'text/html',
  'application/xml',
  'application/jsonp',
  'x',
];
const sites = ['cross-site', 'same-site', 'none', '', 'SAME-ORIGIN', 'same-origin, same-origin'];
// HEAD is answered 204 by tRPC itself, and calls nothing.
const methods = ['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];

/** Requests that no page of the door sends; a mutation is turned away before anything is parsed. Resolves to how many were made. */
export async function oddRequests(
  browser: Browser,
  { door, path, type, bodies }: Procedure,
): Promise<number> {
  if (type !== 'mutation') return 0;
  const text = bodies[0]?.text ?? '{}';
  const call = (name: string, more: Partial<Call>): Call => ({ door, path, type, text, name, ...more });
  const calls = [
    ...contentTypes.map((one) => call(`content type ${one}`, { headers: { 'content-type': one } })),
    ...sites.map((one) => call(`from ${one || 'nowhere'}`, { headers: { 'sec-fetch-site': one } })),
    ...methods.map((method) => call(`by ${method}`, { method })),
  ];
  for (const one of calls) {
    const { status, reached } = await callHostile(browser, one);
    if (reached !== 'edge' || status < 400)
      throw new Error(`${door} ${path}, ${one.name}: let through with ${status}`);
  }
  return calls.length + (await withoutSite(browser, path, text));
}

/** A request without the header at all is a program's, not a page's. */
async function withoutSite(browser: Browser, path: string, body: string): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
  };
  // Node's fetch sends `sec-fetch-mode` and no site.
  const answer = await fetch(`${browser.address}/trpc/${path}`, { method: 'POST', headers, body });
  await answer.text();
  if (answer.status !== 403) throw new Error(`${path} without Sec-Fetch-Site: ${answer.status}`);
  return 1;
}
