import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { CaughtMails } from './caught-mails.ts';
import { listPage, mailPage, missingPage, SCRIPT, STYLE } from './mail-page.ts';

/** A mail is hostile data: even if some of it slipped through the escaping, nothing of it would run, load or be framed. */
const HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
};

export interface MailWeb {
  address: string;
  close(): Promise<void>;
}

/** Serves the pages on loopback. `port` 0 means any free one. */
export async function serveMailPages(caught: CaughtMails, port: number): Promise<MailWeb> {
  const server = createServer((request, response) => {
    answer(caught, request, response).catch((error: unknown) => {
      console.error('kumoh: mail page:', error);
      response.destroy();
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The mail page has no port.');
  return {
    address: `http://localhost:${address.port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections(); // live pages keep theirs open
      await closed;
    },
  };
}

async function answer(
  caught: CaughtMails,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  // Another site may point a name of its own at 127.0.0.1, and would then read codes as if it were this page.
  if (!/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(request.headers.host ?? '')) {
    return send(response, 421, 'text/plain', 'This page is for this computer only.\n');
  }
  if (request.method !== 'GET') return send(response, 405, 'text/plain', 'GET only.\n');
  const url = new URL(request.url ?? '/', 'http://localhost');
  const [, place = '', id = ''] = url.pathname.split('/');
  if (url.pathname === '/') return send(response, 200, 'text/html', listPage(caught.list()));
  if (url.pathname === '/page.css') return send(response, 200, 'text/css', STYLE);
  if (url.pathname === '/page.js') return send(response, 200, 'text/javascript', SCRIPT);
  if (url.pathname === '/api/mails') return send(response, 200, 'application/json', asJson(caught, url));
  if (url.pathname === '/api/live') return live(caught, response);
  const mail = caught.find(id);
  if (mail !== undefined && place === 'mail') return send(response, 200, 'text/html', mailPage(mail));
  if (mail !== undefined && place === 'raw') {
    return send(response, 200, 'text/plain', await caught.raw(mail.id));
  }
  return send(response, 404, 'text/html', missingPage());
}

function asJson(caught: CaughtMails, url: URL): string {
  const to = url.searchParams.get('to')?.toLowerCase();
  const mails = caught.list().filter((mail) => to === undefined || mail.to.includes(to));
  return JSON.stringify({ mails });
}

/** Tells an open page of each arrival; the page then fetches itself again. */
function live(caught: CaughtMails, response: ServerResponse): void {
  response.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
  response.write('retry: 500\n\n');
  const end = caught.onArrival(() => response.write('data: mail\n\n'));
  response.once('close', end);
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
  response.writeHead(status, { ...HEADERS, 'content-type': `${type}; charset=utf-8` }).end(body);
}
