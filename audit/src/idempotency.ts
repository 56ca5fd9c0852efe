import { type Order, readRequestCode, recordSchemas, stateKey } from '@kumoh-pay/domain';
import type { AuditTransaction } from './block-source.ts';
import { type ExecutedOrder, isLaterPart, orderName, type RepeatedOrder } from './executed-orders.ts';
import type { Findings } from './finding.ts';
import type { Keyring } from './keyring.ts';
import { isBouncedCharge } from './signatures-of-order.ts';
import { parseJson, stableJson } from './stable-json.ts';

interface Done {
  digest: string;
  result: string;
  /** The signers that its journal entry names. */
  by: string;
}

/** What every committed order left behind so that it is done once, kept by the audit for itself. */
export class Idempotency {
  /** Digest and result of each order done, by the key of its record. */
  readonly #done = new Map<string, Done>();
  /** Keys under which a tombstone stands. */
  readonly #void = new Set<string>();

  /** An order that was done: never before, not voided, and with its record written in the same transaction. */
  executed(one: ExecutedOrder, transaction: AuditTransaction, keyring: Keyring, findings: Findings): void {
    const { order } = one.signed;
    const key = recordKey(one, keyring);
    const own = findings.at({ key: readable(key) });
    if (this.#done.has(key) || (order.type === 'void' && this.#void.has(key)))
      own.add('order-twice', 'this was done before; a repeat must change nothing');
    if (order.type !== 'void' && (this.#void.has(key) || this.#void.has(wholeKey(order))))
      own.add('order-twice', 'this order was voided and can never be done');
    if (order.type === 'void') this.#void.add(key);
    else {
      const by = stableJson([...one.entry.by].sort());
      this.#done.set(key, { digest: one.digest, result: stableJson(one.result), by });
    }
    if (isLaterPart(one.signed)) {
      const first = this.#done.get(stateKey('done', order.type, order.id, '0'));
      if (first?.digest !== one.digest)
        own.add('signature', 'a later part of a list whose first part was another');
      else if (first.by !== stableJson([...one.entry.by].sort()))
        own.add('journal-differs', 'a later part names other signers than its first part');
    }
    const written = transaction.writes.find((write) => write.key === key);
    const problem = written?.value
      ? recordProblem(key, written.value, one)
      : 'the record that makes it happen only once was not written';
    if (problem) own.add('order-not-recorded', problem);
  }

  /** A repeat: answered with the first result of the same order. A void also answers when there was nothing left to stop. */
  repeated(one: RepeatedOrder, keyring: Keyring, findings: Findings): void {
    const key = recordKey(one, keyring);
    const own = findings.at({ order: orderName(one.signed), key: readable(key) });
    const first = this.#done.get(key);
    if (one.signed.order.type === 'void') {
      const known = this.#void.has(key) || first !== undefined || this.#done.has(`${key}0\u0000`);
      if (!known)
        own.add(
          'result-differs',
          'answered that there was nothing to stop, but the order was neither done nor voided',
        );
    } else if (first === undefined) own.add('result-differs', 'answered as a repeat, but it was never done');
    else if (first.digest !== one.digest || first.result !== stableJson(one.result)) {
      own.add('result-differs', 'the repeat was answered with another result than the first');
    }
  }
}

/** `charge/{vendor}/{id}` for what the counter takes; `done/{type}/{id}(/{part})` for others; a void writes the record of what it stops. */
function recordKey({ signed }: Pick<ExecutedOrder, 'signed'>, keyring: Keyring): string {
  const { order, part } = signed;
  if (order.type === 'charge') return stateKey('charge', order.body.vendor, order.id);
  if (order.type === 'pay') {
    const terminal = readRequestCode(order.body.request)?.terminal ?? '';
    return stateKey('charge', keyring.terminals.get(terminal)?.vendor ?? 'unknown', order.id);
  }
  if (order.type === 'void')
    return order.body.type === 'order'
      ? wholeKey(order.body.order)
      : stateKey('charge', order.body.vendor, order.body.id);
  return part === undefined ? wholeKey(order) : stateKey('done', order.type, order.id, String(part));
}

const wholeKey = (order: Order): string => stateKey('done', order.type, order.id);

function recordProblem(key: string, value: string, one: ExecutedOrder): string | null {
  const json = parseJson(value)?.value;
  const isCharge = key.startsWith(stateKey('charge'));
  const record = (isCharge ? recordSchemas.charge : recordSchemas.done).safeParse(json).data;
  if (one.signed.order.type === 'void') return record?.state === 'void' ? null : 'no tombstone was written';
  if (!record || record.state === 'void') return 'the order is not recorded as done';
  if (record.digest !== one.digest) return 'the order is recorded with another digest';
  if ('result' in record)
    return stableJson(record.result) === stableJson(one.result)
      ? null
      : 'the order is recorded with another result';
  const bounced = record.state === 'bounced' || record.bounced !== undefined;
  return bounced === isBouncedCharge(one.result)
    ? null
    : 'the charge is recorded as another than was answered';
}

/** A composite key as a person reads it. */
export const readable = (key: string): string =>
  key
    .split('\u0000')
    .filter((part) => part !== '')
    .join('/');
