import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { dataFolder, type Values } from '../command.ts';
import { StartRefused } from '../start-refused.ts';
import { openLan } from './lan.ts';
import { readLedgerKind } from './ledger.ts';
import { Parts } from './parts.ts';
import { readPort } from './ports.ts';
import { type Started, type StartServer, start } from './start.ts';
import { welcome } from './welcome.ts';

/** Ctrl-C, a service manager, a closed terminal. */
const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `./kumoh start`: runs until it is told to end, then stops all that it started. Resolves to the exit code. */
export async function startCommand(values: Values, startServer: StartServer): Promise<number> {
  const ledger = readLedgerKind(values['ledger']);
  const port = readPort(values['port']);
  const empty = values['empty'] === true;
  const parts = new Parts();
  // Listened to from the beginning: Ctrl-C while the apps are built must not leave a database behind.
  const end = Promise.race(END_SIGNALS.map((name) => once(process, name)));
  // It stays listening, so that a second Ctrl-C does not tear the orderly stop apart.
  for (const name of END_SIGNALS) process.on(name, () => undefined);
  const waiting = new AbortController();
  void end.then(() => waiting.abort());
  const options = {
    signal: waiting.signal,
    directory: dataFolder(values),
    port,
    empty,
    ledger,
    openLan: values['lan'] === true ? (folder: string, into: Parts) => openLan(folder, port, into) : null,
  };
  const starting = start(options, startServer, parts);
  try {
    const started = await Promise.race([starting, end.then(() => null)]);
    if (started !== null) {
      await greet(started, values['no-open'] === true);
      await end;
    }
  } catch (error) {
    throw asOneLine(error);
  } finally {
    // Ended in the midst of starting: what is still coming up is waited for, so that it can be stopped too.
    await starting.catch(() => undefined);
    await parts.stop();
  }
  return 0;
}

async function greet(started: Started, stayClosed: boolean): Promise<void> {
  console.log(await welcome(started));
  console.log('ready');
  if (!stayClosed && process.stdout.isTTY === true) openInBrowser(started.server.addresses.wallet);
}

/** A convenience for a person at a desk; where there is no desk, nothing happens. */
function openInBrowser(address: string): void {
  if (process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return;
  const opener = spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [address], {
    stdio: 'ignore',
    detached: true,
  });
  opener.on('error', () => undefined);
  opener.unref();
}

function asOneLine(error: unknown): unknown {
  if (
    error instanceof Error &&
    'code' in error &&
    (error.code === 'ENOSPC' || error.code === 'SQLITE_FULL')
  ) {
    return new StartRefused(
      'the disk is full; make room and start again. Nothing that was committed is lost.',
      {
        cause: error,
      },
    );
  }
  return error;
}
