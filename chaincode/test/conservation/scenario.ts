import type { Order, OrderOutcome, OrderType } from '@kumoh-pay/domain';
import { Model, type Verdict } from '../model/model.ts';
import { aimed } from './aim.ts';
import { missingFrom } from './compare.ts';
import { type Draft, Drafts, type Step } from './drafts.ts';
import { makeAccounts } from './make-accounts.ts';
import { makeOfficers, makeProgrammes, newOfficer, type OfficerName } from './make-office.ts';
import { makeOffline } from './make-offline.ts';
import { makeSales } from './make-sales.ts';
import { makeSettlements } from './make-settlements.ts';
import { makeVendors } from './make-vendors.ts';
import type { Maker } from './maker.ts';
import type { Tally } from './tally.ts';
import type { LifeLedger } from './test-ledger.ts';
import { useful } from './useful.ts';
import { World } from './world.ts';

/** Orders that set out together: in one carrier, or each in a carrier of its own that knows nothing of the others. */
export interface Bundle {
  together: boolean;
  steps: readonly Step[];
  /** Milliseconds that pass afterwards. */
  waitMs: number;
}

const makers: Partial<Record<OrderType, Maker>> = {
  ...makeSales,
  ...makeOffline,
  ...makeAccounts,
  ...makeOfficers,
  ...makeProgrammes,
  ...makeVendors,
  ...makeSettlements,
};
const alone: ReadonlySet<OrderType> = new Set(['countDay', 'sweepAccount']);
const conflicts: ReadonlySet<string> = new Set(['MVCC_READ_CONFLICT', 'PHANTOM_READ_CONFLICT']);
/** Orders remembered for repeats and voids. */
const remembered = 60;

/** The second part of a long list, for whoever finds it in the pocket. */
function laterPart({ facts, sent }: Draft): Draft | null {
  return isWide(facts.order) && facts.part === 0 && !facts.malformed
    ? { facts: { ...facts, part: 1 } as Draft['facts'], sent: Object.assign({}, sent, { part: 1 }) }
    : null;
}

/** A list so long that a few of its kind would be over the bounds of one carrier. */
const isWide = (order: Order): boolean =>
  (order.type === 'issue' || order.type === 'revoke') && order.body.receivers.length > 20;

/** One ledger's life: every outcome is compared with the model's as it comes. */
export class Scenario {
  readonly model = new Model();
  readonly ledger: LifeLedger;
  readonly world: World;
  readonly #drafts: Drafts;
  readonly #tally: Tally;
  readonly #firstResults = new Map<string, string>();

  constructor(ledger: LifeLedger, tally: Tally) {
    this.ledger = ledger;
    this.#tally = tally;
    this.#drafts = new Drafts(this.model, ledger);
    this.world = new World(this.#drafts);
  }

  /** Officers, two vendors with a terminal each, members and programmes: everything by orders, each judged by the model. */
  async found(): Promise<void> {
    const step = (kind: OrderType, a: number, b = 1, c = 1): Step => ({ kind, a, b, c, flaw: 0, wants: 0 });
    await this.#sendAll([await this.#make(step('bootstrap', 0))], true);
    for (const name of ['park', 'choi', 'jung', 'auditor'] satisfies OfficerName[]) {
      const body = { until: this.#drafts.until, officer: newOfficer(this.world, name) };
      await this.#sendAll(
        [
          this.#drafts.draft(
            step('appointOfficer', 0),
            'appointOfficer',
            body,
            this.world.two('approver', 'approver', 0),
          ),
        ],
        true,
      );
    }
    for (const kind of ['registerVendor', 'registerVendor'] as const)
      await this.#sendAll([await this.#make(step(kind, 0))], true);
    for (const n of [0, 1, 0, 1]) await this.#sendAll([await this.#make(step('pairTerminal', n, n))], true);
    for (let n = 0; n < 8; n++) await this.#sendAll([await this.#make(step('openAccount', n, n))], true);
    for (const n of [1, 2, 3])
      await this.#sendAll([await this.#make(step('createProgramme', n, n, n))], true);
  }

  async play(bundle: Bundle): Promise<void> {
    const drafts: Draft[] = [];
    for (const step of bundle.steps) drafts.push(await this.#choose(step));
    await this.#sendAll(drafts, bundle.together);
    this.ledger.now += bundle.waitMs;
  }

  /** Mostly a new order; sometimes one sent before, or one that lay in a pocket while the world went on. */
  async #choose(drawn: Step): Promise<Draft> {
    const { sentBefore, pocket } = this.#drafts;
    const step = aimed(drawn) ?? useful(this.world, drawn);
    if (step.flaw === 65 || step.flaw === 66)
      return sentBefore[step.a % Math.max(1, sentBefore.length)] ?? this.#make(step);
    if (step.flaw !== 67 && step.flaw !== 59 && step.flaw !== 58) return this.#make(step);
    const old = step.a % 2 === 0 ? (this.#drafts.voided.shift() ?? pocket.shift()) : undefined;
    if (old) return old;
    const kept = await this.#make(step);
    if (pocket.length < remembered) pocket.push(kept);
    return this.#make({ ...step, flaw: 0 });
  }

  async #make(step: Step): Promise<Draft> {
    const maker = makers[step.kind];
    if (!maker) throw new Error(`no maker for ${step.kind}`);
    const draft = await maker(this.world, step);
    const later = laterPart(draft);
    if (later && this.#drafts.pocket.length < remembered) this.#drafts.pocket.push(later);
    return draft;
  }

  async #sendAll(drafts: readonly Draft[], together: boolean): Promise<void> {
    const single = drafts.filter(
      ({ facts }) => !together || alone.has(facts.order.type) || isWide(facts.order),
    );
    const shared = drafts.filter((draft) => !single.includes(draft));
    const carriers = [...(shared.length > 0 ? [shared] : []), ...single.map((draft) => [draft])];
    const again = await this.#carry(carriers);
    // What lost a conflict goes again, one after the other, and must now be judged as if it had come alone.
    for (const carrier of again) {
      const lost = await this.#carry([carrier]);
      if (lost.length > 0) throw new Error('a carrier that travelled alone was in conflict');
    }
    for (const draft of drafts)
      if (this.#drafts.sentBefore.push(draft) > remembered) this.#drafts.sentBefore.shift();
  }

  async #carry(carriers: readonly (readonly Draft[])[]): Promise<(readonly Draft[])[]> {
    const carried = await this.ledger.carry(...carriers.map((carrier) => carrier.map(({ sent }) => sent)));
    const lost: (readonly Draft[])[] = [];
    for (const [place, { code, outcomes }] of carried.entries()) {
      const carrier = carriers[place] ?? [];
      this.#tally.carriers += 1;
      if (conflicts.has(code) && carriers.length > 1) {
        this.#tally.conflicts += 1;
        lost.push(carrier);
      } else if (code !== 'VALID') throw new Error(`a carrier is ${code}`);
      else for (const [n, draft] of carrier.entries()) this.#check(draft, outcomes[n]);
    }
    return lost;
  }

  #check(draft: Draft, outcome: OrderOutcome | undefined): void {
    const { order } = draft.facts;
    const verdict = this.model.judge(draft.facts, this.ledger.now);
    this.#tally.count(order.type, verdict);
    if (verdict.ok && !verdict.repeat && (draft.facts.part ?? 0) > 0) this.#tally.laterParts += 1;
    if (verdict.ok && !verdict.repeat) this.#countOffline(order.type, verdict.answer);
    const problem = outcome ? this.#difference(draft, verdict, outcome) : 'no outcome';
    if (problem === null) return;
    throw new Error(
      `${order.type} ${order.id}: ${problem}\nmodel: ${JSON.stringify(verdict)}\nledger: ${JSON.stringify(outcome)}\nfacts: ${JSON.stringify(draft.facts)}`,
    );
  }

  #countOffline(type: OrderType, answer: Record<string, unknown> | null): void {
    if (answer === null || !('takenAt' in answer)) return;
    const bounced = answer['bounced'];
    if (typeof bounced === 'string') this.#tally.countOffline(`bounced, ${bounced}`);
    else this.#tally.countOffline(type === 'charge' ? 'paid late' : 'paid when presented again');
  }

  #difference(draft: Draft, verdict: Verdict, outcome: OrderOutcome): string | null {
    if (!verdict.ok || !outcome.ok)
      return verdict.ok === outcome.ok && !verdict.ok && !outcome.ok && verdict.code === outcome.code
        ? null
        : 'another outcome';
    if (verdict.repeat !== outcome.repeat) return 'a repeat for one, not for the other';
    const text = `${JSON.stringify(draft.facts.order)} ${draft.facts.part}`;
    const first = this.#firstResults.get(text);
    const result = JSON.stringify(outcome.result);
    if (draft.facts.order.type !== 'void') {
      if (verdict.repeat && first !== undefined && first !== result)
        return 'the repeat has another result than the first';
      if (!verdict.repeat) this.#firstResults.set(text, result);
    }
    return verdict.answer === null ? null : missingFrom(verdict.answer, outcome.result);
  }
}
