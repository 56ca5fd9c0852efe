import type { Context } from 'fabric-contract-api';
import { Contract } from 'fabric-contract-api';

/** The least that a contract must do to try every part of the ledger: one function, steps as JSON, what they gave as JSON. */
type Step = [operation: string, ...args: string[]];

export class TrialContract extends Contract {
  #calls = 0;

  constructor() {
    super('trial');
  }

  async run(ctx: Context, text: string): Promise<string> {
    this.#calls += 1;
    const steps: Step[] = JSON.parse(text);
    const results: unknown[] = [];
    for (const step of steps) results.push(await perform(ctx, step, this.#calls));
    return JSON.stringify(results);
  }
}

type Rows = AsyncIterable<{ key: string; value: Uint8Array }>;

async function perform(ctx: Context, step: Step, calls: number): Promise<unknown> {
  const { stub } = ctx;
  const [operation, first = '', second = '', third = ''] = step;
  switch (operation) {
    case 'get':
      return textOf(await stub.getState(first));
    case 'put':
      return stub.putState(first, Buffer.from(second)).then(() => 'put');
    case 'putBytes':
      return stub.putState(first, Buffer.from(second, 'hex')).then(() => 'put');
    case 'delete':
      return stub.deleteState(first).then(() => 'deleted');
    case 'add': {
      const sum = Number(textOf(await stub.getState(first))) + Number(second);
      await stub.putState(first, Buffer.from(String(sum)));
      return sum;
    }
    case 'range':
      return keysOf(stub.getStateByRange(first, second), Number(third || Infinity));
    case 'partial':
      return keysOf(stub.getStateByPartialCompositeKey(first, JSON.parse(second)), Number.POSITIVE_INFINITY);
    case 'page':
      return pageOf(ctx, first, Number(second), third);
    case 'composite':
      return stub.createCompositeKey(first, JSON.parse(second));
    case 'history':
      return historyOf(ctx, first);
    case 'event':
      return stub.setEvent(first, Buffer.from(second));
    case 'setPolicy':
      return stub.setStateValidationParameter(first, Buffer.from(second, 'base64')).then(() => 'set');
    case 'getPolicy':
      return Buffer.from((await stub.getStateValidationParameter(first)) ?? '').toString('base64');
    case 'fail':
      throw new Error(first);
    case 'swallow':
      return perform(ctx, JSON.parse(first), calls).catch((error: Error) => `swallowed: ${error.message}`);
    case 'pause':
      return new Promise((resolve) => setTimeout(() => resolve('paused'), Number(first)));
    case 'calls':
      return calls;
    case 'random':
      return Math.random();
    case 'about':
      return [
        stub.getTxID(),
        stub.getChannelID(),
        stub.getDateTimestamp().getTime(),
        ctx.clientIdentity.getMSPID(),
      ];
    default:
      throw new Error(`no such step: ${operation}`);
  }
}

function textOf(bytes: Uint8Array): string {
  if (!Buffer.isBuffer(bytes)) throw new Error('the state gave something else than a Buffer');
  return bytes.toString();
}

async function keysOf(rows: Rows, stopAfter: number): Promise<string[]> {
  const keys: string[] = [];
  // The shim gives a bare rejected promise, no iterable, for a range that it refuses itself.
  const given = Symbol.asyncIterator in rows ? rows : await rows;
  for await (const { key } of given) {
    keys.push(key);
    if (keys.length >= stopAfter) break;
  }
  return keys;
}

async function pageOf(ctx: Context, start: string, size: number, bookmark: string): Promise<unknown> {
  const page = await ctx.stub.getStateByRangeWithPagination(start, '', size, bookmark);
  const keys: string[] = [];
  for (let next = await page.iterator.next(); !next.done; next = await page.iterator.next())
    keys.push(next.value.key);
  return { keys, bookmark: page.metadata.bookmark, count: page.metadata.fetchedRecordsCount };
}

async function historyOf(ctx: Context, key: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { txId, value, isDelete } of ctx.stub.getHistoryForKey(key)) {
    found.push([txId, Buffer.from(value).toString(), isDelete]);
  }
  return found;
}
