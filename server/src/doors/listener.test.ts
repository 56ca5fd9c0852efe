import { expect, test } from 'vitest';
import { newListener } from './listener.ts';

async function seenBy(trustedProxies: string[], remoteAddress: string): Promise<string> {
  const app = newListener({ trustedProxies });
  app.get('/', (request) => `${request.protocol}://${request.hostname} ${request.ip}`);
  const forwarded = {
    host: '127.0.0.1',
    'x-forwarded-host': 'wallet.campus.example',
    'x-forwarded-proto': 'https',
    'x-forwarded-for': '203.0.113.5',
  };
  const { body } = await app.inject({ url: '/', remoteAddress, headers: forwarded });
  await app.close();
  return body;
}

test('what a proxy of ours forwards is believed', async () => {
  expect(await seenBy(['10.0.0.9'], '10.0.0.9')).toBe('https://wallet.campus.example 203.0.113.5');
});

test('what anybody else says that he forwards is not', async () => {
  expect(await seenBy(['10.0.0.9'], '10.0.0.8')).toBe('http://127.0.0.1 10.0.0.8');
  expect(await seenBy([], '10.0.0.9')).toBe('http://127.0.0.1 10.0.0.9');
});
