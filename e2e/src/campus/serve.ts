import { once } from 'node:events';
import { type ServerConfig, startServer } from '@kumoh-pay/server';

/**
 * The server in a process of its own, as it runs for people: what a test does with pictures never makes it wait. The
 * parent sends the configuration; the server ends when the parent says so or is gone.
 */
const tell = (message: unknown) => process.send?.(message);

// The parent is this repository's own code: both ends have the same type.
const [config]: ServerConfig[] = await once(process, 'message');
if (!config) throw new Error('no configuration came');
const server = await startServer({ ...config, logTo: { write: (line) => void process.stdout.write(line) } });
tell({ addresses: server.addresses, firstRunSecret: server.firstRunSecret });
await Promise.race([once(process, 'message'), once(process, 'disconnect')]);
await server.stop();
process.exit(0);
