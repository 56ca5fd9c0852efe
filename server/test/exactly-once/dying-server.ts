import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { startServer } from '../../src/index.ts';

/** A whole server in a process of its own, which dies by SIGKILL at a named line of its log when it was told to. */
const given = z.strictObject({
  directory: z.string(),
  databaseUrl: z.string(),
  databaseOwnerUrl: z.string(),
  ledger: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('embedded'), directory: z.string() }),
    z.strictObject({ kind: z.literal('fabric'), connectionFile: z.string() }),
  ]),
});
/** Which writing of the line is the last, from now on. */
const deathSchema = z.strictObject({ dieAt: z.string(), time: z.int().min(1) });
const lineSchema = z.object({ msg: z.string().optional() });

let death: z.infer<typeof deathSchema> | null = null;
function write(line: string): void {
  if (death === null || lineSchema.parse(JSON.parse(line)).msg !== death.dieAt) return;
  death.time -= 1;
  if (death.time === 0) process.kill(process.pid, 'SIGKILL');
}

async function run({ directory, ledger, ...urls }: z.infer<typeof given>): Promise<void> {
  // What is asked for is procedures, not pages.
  const pages = join(directory, 'pages');
  await mkdir(pages, { recursive: true });
  await writeFile(join(pages, '200.html'), '<!doctype html><title>Kumoh Pay</title>');
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    dataDirectory: directory,
    ...urls,
    // Nobody is written to.
    smtpUrl: 'smtp://127.0.0.1:9',
    mailSender: 'test@kumoh.example',
    apps: { wallet: pages, counter: pages, console: pages },
    ledger,
    mark: 'test',
    logTo: { write },
    logLevel: 'debug',
  });
  process.on('message', (message) => {
    if (message === 'stop') return void server.stop().then(() => process.exit(0));
    death = deathSchema.parse(message);
    process.send?.('armed');
  });
  process.send?.(server.addresses);
}

process.once('message', (message) => void run(given.parse(message)));
