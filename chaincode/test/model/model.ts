import type { ErrorCode, OrderType } from '@kumoh-pay/domain';
import * as accounts from './accounts.ts';
import { type Facts, No, refuseIf, textOf, type Yes } from './facts.ts';
import { requireFresh } from './fresh.ts';
import type { Judging, Rule } from './judging.ts';
import { newKeysOf } from './new-keys.ts';
import * as officers from './officers.ts';
import * as offline from './offline.ts';
import * as programmes from './programmes.ts';
import * as sales from './sales.ts';
import * as settlements from './settlements.ts';
import { ModelSigners } from './signers.ts';
import { dayOf, type Limits, ModelState } from './state.ts';
import * as vendors from './vendors.ts';
import { voidChanges, voidOrder } from './voids.ts';

export type Verdict =
  | { ok: true; repeat: boolean; answer: Record<string, unknown> | null }
  | { ok: false; code: ErrorCode };

const rules: { [Type in OrderType]: Rule<Type> } = {
  ...officers,
  ...accounts,
  ...programmes,
  ...vendors,
  ...sales,
  presentCharge: offline.presentCharge,
  ...settlements,
  void: voidOrder,
};

const noLimits: Limits = {
  chargeCap: 0,
  transferCap: 0,
  transferDayCap: 0,
  soloIssueCap: 0,
  refundDays: 0,
  refundDayCap: 0,
  limitedCap: 0,
  limitedPerDay: 0,
  offlineCap: 0,
  offlineDayCap: 0,
  offlineAccountCap: 0,
};

/** What every order ought to do, written from ledger.md and not from the contract. */
export class Model {
  readonly state = new ModelState();

  /** Judges and, when nothing refuses, does. */
  judge(facts: Facts, now: number): Verdict {
    try {
      return this.#judge(facts, now);
    } catch (refusal) {
      if (refusal instanceof No) return { ok: false, code: refusal.code };
      throw refusal;
    }
  }

  #judge(facts: Facts, now: number): Verdict {
    const { state } = this;
    refuseIf(facts.malformed, 'BAD_ORDER');
    if (this.#doneBefore(facts)) return { ok: true, repeat: true, answer: null };
    refuseIf(state.limits === null && facts.order.type !== 'bootstrap', 'NOT_AUTHORISED');
    const isLater = this.#isLaterPart(facts);
    if (!isLater && facts.order.type !== 'void') requireFresh(facts.order, now);
    const signed = new ModelSigners(facts, state, newKeysOf(facts.order), isLater);
    const judging = { state, facts, signed, limits: state.limits ?? noLimits, now, today: dayOf(now) };
    const { change, answer = null } = applyRule(judging);
    signed.finish();
    const changes = facts.order.type !== 'void' || voidChanges({ state, facts: facts as Facts<'void'> });
    change();
    this.#record(facts);
    return { ok: true, repeat: !changes, answer };
  }

  /** A repeat gets its first result; another order under the same id, or one that was voided, is refused. */
  #doneBefore({ order, part, request }: Facts): boolean {
    const { done, charges, terminals } = this.state;
    if (order.type === 'void') return false;
    const text = textOf(order);
    if (order.type === 'charge' || order.type === 'pay') {
      const vendor =
        order.type === 'charge' ? order.body.vendor : terminals.get(request?.terminal ?? '')?.vendor;
      const earlier = charges.get(`${vendor}/${order.id}`);
      refuseIf(earlier === 'void', 'ORDER_VOID');
      refuseIf(earlier !== undefined && earlier !== 'void' && earlier.text !== text, 'ORDER_ID_REUSED');
      return earlier !== undefined;
    }
    const isLong = order.type === 'issue' || order.type === 'revoke';
    const parts = isLong ? Math.ceil(order.body.receivers.length / (order.type === 'issue' ? 200 : 25)) : 0;
    refuseIf(isLong ? part === null || part >= parts : part !== null, 'BAD_ORDER');
    const key = `${order.type}/${order.id}`;
    const own = done.get(isLong ? `${key}/${part}` : key);
    if (done.get(key) === null) {
      refuseIf(!isLong || own !== text, 'ORDER_VOID');
      return true;
    }
    refuseIf(own !== undefined && own !== text, 'ORDER_ID_REUSED');
    return own !== undefined;
  }

  #isLaterPart({ order, part }: Facts): boolean {
    if ((order.type !== 'issue' && order.type !== 'revoke') || part === null || part === 0) return false;
    const first = this.state.done.get(`${order.type}/${order.id}/0`);
    refuseIf(first === undefined, 'BAD_ORDER');
    refuseIf(first !== textOf(order), 'ORDER_ID_REUSED');
    return true;
  }

  #record({ order, part }: Facts): void {
    if (order.type === 'charge' || order.type === 'pay' || order.type === 'void') return;
    this.state.done.set(
      part === null ? `${order.type}/${order.id}` : `${order.type}/${order.id}/${part}`,
      textOf(order),
    );
  }
}

/** The table pairs each type with its rule, which the compiler has checked above. */
function applyRule(judging: Judging<OrderType>): Yes {
  const rule = rules[judging.facts.order.type] as Rule<OrderType>;
  return rule(judging);
}
