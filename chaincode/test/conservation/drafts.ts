import { createHash } from 'node:crypto';
import {
  hexEncode,
  type Id,
  type Order,
  type OrderOf,
  type OrderType,
  orderBytes,
  type RecordKind,
  recordSchemas,
  type SignedOrder,
  settlementFigures,
} from '@kumoh-pay/domain';
import type { Hand } from '../hand.ts';
import type { Facts } from '../model/facts.ts';
import { handOf, idOf } from '../model/keys.ts';
import type { Model } from '../model/model.ts';
import { newKeysOf } from '../model/new-keys.ts';
import { keyOf, typeOfRight } from '../model/signers.ts';
import type { LifeLedger } from './test-ledger.ts';

/** An order as it is sent to the ledger, and as the model is told of it. */
export interface Draft {
  facts: Facts;
  sent: unknown;
}
/** The numbers that fast-check draws and shrinks; everything else follows from them and the state. */
export interface Step {
  kind: OrderType;
  a: number;
  b: number;
  c: number;
  /** 0 to 99: how the order is spoilt, if at all. From 72 on in a way of its own type; some rarer types are from 50 on. */
  flaw: number;
  /** 0 to 99: what it aims at, if at anything (aim.ts). */
  wants: number;
}
export type More = Partial<Omit<Facts, 'order' | 'signers' | 'malformed'>> & { id?: Id; at?: number };

export const sha256 = (bytes: Uint8Array | string): string =>
  hexEncode(createHash('sha256').update(bytes).digest());
const thief = 'thief';
/** The step spoils the order in a way that only its type has. */
export const isSpecific = ({ flaw }: Pick<Step, 'flaw'>, from = 72): boolean => flaw >= from;

/** Makes orders for the world as the model knows it. Names of hands are found again by their public keys. */
export class Drafts {
  readonly model: Model;
  readonly ledger: LifeLedger;
  readonly sentBefore: Draft[] = [];
  readonly pocket: Draft[] = [];
  /** Of those the ones that a void has been made for: they meet their tombstone next. */
  readonly voided: Draft[] = [];
  readonly #hands = new Map<string, Hand>();
  #made = 0;

  constructor(model: Model, ledger: LifeLedger) {
    this.model = model;
    this.ledger = ledger;
  }

  get now(): number {
    return this.ledger.now;
  }
  get until(): number {
    return this.now + 3_600_000;
  }

  /** A hand by name, whose public key finds it again. */
  hand(name: string): Hand {
    const hand = handOf(name);
    this.#hands.set(hand.publicKey, hand);
    return hand;
  }
  handByKey(key: string | null): Hand {
    return (key !== null && this.#hands.get(key)) || this.hand(thief);
  }
  /** A name that was never used before. */
  fresh(kind: string): string {
    this.#made += 1;
    return `${kind} ${this.#made}`;
  }

  async shown(record: string): Promise<{ digest: string; shown: Record<string, string> }> {
    const [kind = '', id = '', part] = record.split('/');
    const text = this.model.state.textOf(record);
    const [value] = await this.ledger.read([
      kind as RecordKind,
      ...[id, part].filter((one) => one !== undefined && one !== ''),
    ] as never);
    if (kind !== 'settlement' || value === null || value === undefined)
      return { digest: sha256(value ?? 'null'), shown: text === null ? {} : { [record]: text } };
    const [vendor] = await this.ledger.read(['vendor', id]);
    const payee = recordSchemas.vendor.parse(JSON.parse(vendor ?? '')).payee;
    const figures = settlementFigures(
      this.ledger.name,
      id,
      Number(part),
      recordSchemas.settlement.parse(JSON.parse(value)),
      payee,
    );
    return { digest: sha256(figures), shown: text === null ? {} : { [record]: text } };
  }

  /** Signs as those named, with the keys that the ledger has for them, spoilt as the step's flaw says. */
  draft<Type extends OrderType>(
    step: Step,
    type: Type,
    body: OrderOf<Type>['body'],
    signers: readonly string[],
    more: More = {},
  ): Draft {
    const { id = idOf(this.fresh('order')), at = this.now, hints = [], part = null, ...rest } = more;
    const order = this.#spoil(step.flaw, { type, id, body, at } as Order);
    const by = spoiltSigners(step.flaw, signers, this.model);
    const hands = by.map((one, place) => ({
      by: one,
      hand: step.flaw === 61 && place === 0 ? this.hand(thief) : this.#handOf(order, one),
    }));
    const malformed = step.flaw === 60;
    const bytes = orderBytes(this.ledger.name, order);
    const signed: SignedOrder = {
      order,
      signatures: hands.map(({ by: name, hand }) => ({ by: name, signature: hand.signText(bytes) })),
      ...(hints.length > 0 ? { hints: [...hints] } : {}),
      ...(part === null ? {} : { part }),
    };
    const facts = {
      shown: {},
      ...rest,
      order,
      hints,
      part,
      malformed,
      signers: hands.map(({ by: name, hand }) => ({ by: name, key: hand.publicKey })),
    };
    return { facts: facts as Facts, sent: malformed ? { ...signed, hello: 1 } : signed };
  }

  #handOf(order: Order, by: string): Hand {
    const stopped = order.type === 'void' && order.body.type === 'order' ? order.body.order : null;
    return this.handByKey(
      newKeysOf(order).get(by) ??
        keyOf(this.model.state, by, typeOfRight(order)) ??
        // Of an account that was opened under an officer's id: what a thief of that name would sign with.
        keyOf(this.model.state, by, 'replaceKey') ??
        (stopped ? (newKeysOf(stopped).get(by) ?? null) : null),
    );
  }

  /** Stale orders, and another order under an id that was used. */
  #spoil(flaw: number, order: Order): Order {
    if (flaw === 62) {
      const late = order.at - 11 * 60_000;
      const body =
        'until' in order.body && order.body.until !== undefined
          ? { ...order.body, until: order.at - 1 }
          : order.body;
      return { ...order, body, at: late } as Order;
    }
    if (flaw === 63 || flaw === 64) {
      const earlier = this.sentBefore.findLast(
        (one) => one.facts.order.type === order.type && !one.facts.malformed,
      );
      return earlier && order.type !== 'pay' ? ({ ...order, id: earlier.facts.order.id } as Order) : order;
    }
    return order;
  }
}

/** One signer short, another in the place of one, one too many. */
function spoiltSigners(flaw: number, signers: readonly string[], model: Model): string[] {
  const list = [...signers];
  if (flaw === 68 && list.length > 1) list.pop();
  if (flaw === 69) list[0] = `officer.${idOf('auditor')}`;
  if (flaw === 70) list.push(`officer.${idOf('auditor')}`);
  if (flaw === 71) {
    const [account] = model.state.accounts.keys();
    if (account) list.push(`account.${account}`);
  }
  return [...new Set(list)].slice(0, 4);
}
