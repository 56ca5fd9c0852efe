import type { OrderType } from '@kumoh-pay/domain';
import { type Facts, No, refuseIf } from './facts.ts';
import { newKeysOf } from './new-keys.ts';
import type { ModelState } from './state.ts';

/** The model's reading of ledger.md §4: every signature must hold, every signer must have a reason, officers say until when. */
export class ModelSigners {
  readonly #facts: Facts;
  readonly #state: ModelState;
  readonly #used = new Set<string>();
  readonly #by: readonly string[];

  constructor(facts: Facts, state: ModelState, newKeys: ReadonlyMap<string, string>, judgedBefore: boolean) {
    this.#facts = facts;
    this.#state = state;
    this.#by = judgedBefore ? [] : facts.signers.map(({ by }) => by);
    if (judgedBefore) return;
    for (const { by, key } of facts.signers)
      refuseIf(
        (newKeys.get(by) ?? keyOf(state, by, typeOfRight(facts.order)) ?? stoppedKey(facts, by)) !== key,
        'BAD_SIGNATURE',
      );
  }

  get count(): number {
    return this.#by.length;
  }
  get first(): string {
    return this.#by[0] ?? '';
  }
  get #hasUntil(): boolean {
    return 'until' in this.#facts.order.body && this.#facts.order.body.until !== undefined;
  }

  has(by: string): boolean {
    if (this.#by.includes(by)) this.#used.add(by);
    return this.#by.includes(by);
  }
  require(by: string): void {
    refuseIf(!this.has(by), 'NOT_AUTHORISED');
  }

  /** The first signing active officer with the role, of those that may. */
  officer(role: string, may: (id: string) => boolean = () => true): string | null {
    for (const by of this.#by) {
      const id = by.startsWith('officer.') ? by.slice(8) : '';
      const one = this.#state.officers.get(id);
      if (!one?.active || !one.roles.includes(role) || !may(id)) continue;
      refuseIf(role !== 'enroller' && !this.#hasUntil, 'BAD_ORDER');
      this.#used.add(by);
      return id;
    }
    return null;
  }
  requireOfficer(role: string): string {
    const id = this.officer(role);
    if (id === null) throw new No('NOT_AUTHORISED');
    return id;
  }
  requireTwo(role: string, other: string): void {
    for (const by of this.#by) {
      const first = this.officer(role, (id) => by === `officer.${id}`);
      if (first !== null && this.officer(other, (id) => id !== first) !== null) return;
    }
    refuseIf(this.officer(role) === null && this.officer(other) === null, 'NOT_AUTHORISED');
    throw new No('SECOND_OFFICER_NEEDED');
  }
  anyone(): void {
    for (const by of this.#by) this.#used.add(by);
  }

  /** After the rule's own refusals. */
  finish(): void {
    refuseIf(
      this.#by.some((by) => !this.#used.has(by)),
      'BAD_ORDER',
    );
    const isPerson = (by: string): boolean =>
      by.startsWith('officer.') && this.#state.officers.get(by.slice(8))?.roles.includes('enroller') !== true;
    refuseIf(this.#hasUntil && this.#by.length > 0 && !this.#by.some(isPerson), 'BAD_ORDER');
  }
}

/** Whose signer a void's signer is: that of the order to be stopped. */
export const typeOfRight = (order: Facts['order']): OrderType =>
  order.type === 'void' && order.body.type === 'order' ? order.body.order.type : order.type;

/** An account may have an officer's id: whose recovery key counts follows from what is signed. */
export function keyOf(state: ModelState, by: string, type: OrderType): string | null {
  const [role = '', id = ''] = by.split('.');
  const account = state.accounts.get(id);
  if (role === 'officer') return state.officers.get(id)?.key ?? null;
  if (role === 'terminal') return state.terminals.get(id)?.key ?? null;
  if (role === 'account') return account?.key ?? null;
  if (role === 'confirmed') return account?.confirmed ?? null;
  if (role !== 'recovery') return null;
  return (type === 'replaceOfficerKey' ? state.officers.get(id)?.recovery : account?.recovery) ?? null;
}

/** Whoever signed an order with a key that it brings also signs the void of it, while the ledger knows no other for the name. */
function stoppedKey({ order }: Facts, by: string): string | null {
  if (order.type !== 'void' || order.body.type !== 'order') return null;
  const stopped = order.body.order;
  const brings = stopped.type === 'openAccount' || stopped.type === 'pairTerminal';
  return brings ? (newKeysOf(stopped).get(by) ?? null) : null;
}
