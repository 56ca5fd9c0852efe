import { parentPort, workerData } from 'node:worker_threads';
import { BlockStore } from './block-store.ts';
import type { WriterAnswer, WriterOptions, WriterRequest } from './commit.ts';
import { Mirror } from './mirror.ts';
import { openDatabase } from './schema.ts';
import { writeTip } from './tip-file.ts';

/**
 * The thread that waits for the disk, so that simulations and the rest of the process do not. A block is answered
 * after database and mirror have it; tip.json follows before the next one, so that it is at most one block behind.
 */
const { directory, mirrorDirectory }: WriterOptions = workerData;
const database = openDatabase(directory);
const store = new BlockStore(database);
const mirror = mirrorDirectory === undefined ? undefined : new Mirror(mirrorDirectory);
const port = parentPort;
if (port === null) throw new Error('this file is a worker thread');
const reply = (message: WriterAnswer) => port.postMessage(message);

function serve(request: WriterRequest): void {
  if (request.kind === 'commit') {
    const { commit } = request;
    store.append(commit);
    mirror?.append([commit.json]);
    reply({ kind: 'done' });
    writeTip(directory, { height: commit.number + 1, hash: commit.hash });
    return;
  }
  if (request.kind === 'fold-log') {
    database.pragma('wal_checkpoint(PASSIVE)');
  } else {
    mirror?.close();
    database.close();
  }
  reply({ kind: 'done' });
}

port.on('message', (request: WriterRequest) => {
  try {
    serve(request);
  } catch (cause) {
    reply({ kind: 'failed', error: cause instanceof Error ? cause : new Error(String(cause)) });
  }
});
reply({ kind: 'ready' });
