import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServerConfig, startServer } from '@kumoh-pay/server';
import { z } from 'zod';

/** The server of the bench, in a process of its own: what is measured beside it is not its client. */
const given = z.strictObject({
  databaseUrl: z.string(),
  databaseOwnerUrl: z.string(),
  ledger: z.string(),
  /** The built wallet, where its screen is a part of what is measured. */
  walletApp: z.string().optional(),
});

process.once('message', (message) => {
  void run(given.parse(message));
});

async function run({
  databaseUrl,
  databaseOwnerUrl,
  ledger,
  walletApp,
}: z.infer<typeof given>): Promise<void> {
  // What is measured is the door's procedures; its pages are files and are not asked for.
  const pages = await mkdtemp(join(tmpdir(), 'kumoh-bench-server-'));
  await writeFile(join(pages, '200.html'), '<!doctype html><title>Kumoh Pay</title>');
  const config: ServerConfig = {
    host: '127.0.0.1',
    port: 0,
    dataDirectory: pages,
    databaseUrl,
    databaseOwnerUrl,
    // Nothing of the bench sends a mail.
    smtpUrl: 'smtp://127.0.0.1:9',
    mailSender: 'bench@kumoh.example',
    apps: { wallet: walletApp ?? pages, counter: pages, console: pages },
    ledger: { kind: 'embedded', directory: ledger },
    mark: 'test',
    logTo: { write: () => undefined },
  };
  const server = await startServer(config);
  process.send?.({ counter: server.addresses.counter, wallet: server.addresses.wallet });
  process.on('message', (asked) => {
    if (asked === 'processor') process.send?.(process.cpuUsage());
    if (asked === 'stop') void server.stop().then(() => process.exit(0));
  });
}
