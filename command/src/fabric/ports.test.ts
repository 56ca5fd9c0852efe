import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { choosePorts, refuseTakenPorts } from './ports.ts';

test('a new network gets fifteen different ports, none of those that outgoing connections use', async () => {
  const ports = await choosePorts();
  const all = Object.values(ports).flatMap((one) => Object.values(one));
  expect(new Set(all).size).toBe(15);
  expect(all.every((port) => port >= 20_000 && port < 32_000)).toBe(true);
});

test('a port that another program has taken since is named, with what it is for', async () => {
  const { orderer } = await choosePorts();
  await expect(refuseTakenPorts('orderer', orderer)).resolves.toBeUndefined();
  const other = createServer().listen({ host: '127.0.0.1', port: orderer.admin });
  await once(other, 'listening');
  try {
    await expect(refuseTakenPorts('orderer', orderer)).rejects.toThrow(
      `port ${orderer.admin} (orderer, admin) is taken by another program`,
    );
  } finally {
    other.close();
  }
});
