import { createTRPCClient, httpLink } from '@trpc/client';
import type { AnyTRPCRouter } from '@trpc/server';

/** A browser as far as a door sees one: it keeps cookies and says where a request comes from. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly address: string;

  constructor(address: string) {
    this.address = address;
  }

  async fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (!headers.has('sec-fetch-site')) headers.set('sec-fetch-site', 'same-origin');
    const cookies = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (cookies !== '') headers.set('cookie', cookies);
    const response = await fetch(input, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return response;
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(`${this.address}${path}`, { headers });
  }

  post(procedure: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
    const init = { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) };
    return this.fetch(`${this.address}/trpc/${procedure}`, {
      ...init,
      headers: { 'content-type': 'application/json', ...headers },
    });
  }

  client<Router extends AnyTRPCRouter>() {
    const link = httpLink<AnyTRPCRouter>({
      url: `${this.address}/trpc`,
      fetch: (url, init) =>
        this.fetch(url, {
          method: init?.method ?? 'GET',
          headers: new Headers(init?.headers),
          body: init?.body ? String(init.body) : null,
        }),
    });
    return createTRPCClient<Router>({ links: [link as ReturnType<typeof httpLink<Router>>] });
  }
}
