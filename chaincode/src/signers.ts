import {
  type Id,
  type Officer,
  type OfficerRole,
  type Order,
  type PublicKey,
  Refusal,
  type SignedBy,
  type SignerRole,
} from '@kumoh-pay/domain';
import { newKeysOfStopped } from './new-keys.ts';
import type { State } from './state.ts';
import { verifySignature } from './verify.ts';

/** Who signed an order. Every signature is verified before the order is judged, and each must be asked for: one without meaning is BAD_ORDER. */
export class Signers {
  readonly by: readonly string[];
  readonly #officers: ReadonlyMap<Id, Officer>;
  readonly #asked = new Set<string>();
  readonly #hasUntil: boolean;

  private constructor(by: readonly string[], officers: ReadonlyMap<Id, Officer>, hasUntil: boolean) {
    this.by = by;
    this.#officers = officers;
    this.#hasUntil = hasUntil;
  }

  /** @throws BAD_SIGNATURE when one is not the signer's over these bytes. */
  static async verified(
    state: State,
    bytes: Uint8Array,
    signatures: readonly SignedBy[],
    order: Order,
    newKeys: ReadonlyMap<string, PublicKey>,
  ): Promise<Signers> {
    const officers = new Map<Id, Officer>();
    for (const { by, signature } of signatures) {
      const key =
        newKeys.get(by) ??
        (await keyOf(state, by, typeOfRight(order))) ??
        newKeysOfStopped(order).get(by) ??
        null;
      if (key === null || !verifySignature(key, bytes, signature))
        throw new Refusal('BAD_SIGNATURE', by.split('.')[0]);
      const [role, id = ''] = by.split('.');
      const officer = role === 'officer' ? await state.get('officer', id) : null;
      if (officer) officers.set(id, officer);
    }
    return new Signers(
      signatures.map((one) => one.by),
      officers,
      'until' in order.body && order.body.until !== undefined,
    );
  }

  /** True when this signer signed. */
  has(role: SignerRole, id: Id): boolean {
    const by = `${role}.${id}`;
    if (!this.by.includes(by)) return false;
    this.#asked.add(by);
    return true;
  }

  /** @throws NOT_AUTHORISED unless this signer signed. */
  require(role: SignerRole, id: Id): void {
    if (!this.has(role, id)) throw new Refusal('NOT_AUTHORISED', role);
  }

  /** The active officer with this role who signed, other than those named; null when there is none. */
  officer(role: OfficerRole, ...others: Id[]): Id | null {
    for (const [id, officer] of this.#officers) {
      if (!officer.active || !officer.roles.includes(role) || others.includes(id)) continue;
      // Only the server's own key signs as one acts; people's orders may wait for a second signature and say how long.
      if (role !== 'enroller' && !this.#hasUntil)
        throw new Refusal('BAD_ORDER', 'an officer signs with until');
      this.#asked.add(`officer.${id}`);
      return id;
    }
    return null;
  }

  /** @throws NOT_AUTHORISED when no officer with this role signed. */
  requireOfficer(role: OfficerRole, ...others: Id[]): Id {
    const id = this.officer(role, ...others);
    if (id === null) throw new Refusal('NOT_AUTHORISED', role);
    return id;
  }

  /**
   * Two officers, one for each role (which may be the same role).
   * @throws SECOND_OFFICER_NEEDED when only one of the two signed, NOT_AUTHORISED when neither did.
   */
  requireTwo(role: OfficerRole, otherRole: OfficerRole): [Id, Id] {
    const holders = [...this.#officers.keys()];
    for (const one of holders) {
      const first = this.officer(role, ...holders.filter((id) => id !== one));
      const second = first && this.officer(otherRole, first);
      if (first && second) return [first, second];
    }
    if (this.officer(role) === null && this.officer(otherRole) === null)
      throw new Refusal('NOT_AUTHORISED', role);
    throw new Refusal('SECOND_OFFICER_NEEDED', otherRole);
  }

  /** For what anyone may do: any one signature of somebody whom the ledger knows. */
  anyone(): void {
    for (const by of this.by) this.#asked.add(by);
  }

  /** The line after the last refusal. @throws BAD_ORDER for a signature that nothing asked for, or an `until` without an officer. */
  finish(): void {
    const idle = this.by.find((by) => !this.#asked.has(by));
    if (idle) throw new Refusal('BAD_ORDER', `a signature without meaning: ${idle.split('.')[0]}`);
    if (this.#hasUntil && this.by.length > 0 && !this.by.some((by) => this.#isPerson(by)))
      throw new Refusal('BAD_ORDER', 'until without an officer');
  }

  /** An officer other than the server's own key: only a person's order may wait. */
  #isPerson(by: string): boolean {
    const [role, id = ''] = by.split('.');
    return role === 'officer' && !this.#officers.get(id)?.roles.includes('enroller');
  }
}

/** Whose signer a void's signer is: that of the order to be stopped. */
const typeOfRight = (order: Order): Order['type'] =>
  order.type === 'void' && order.body.type === 'order' ? order.body.order.type : order.type;

/** The key that the ledger names for a signer of an order of this type, or null. */
export async function keyOf(state: State, by: string, type: Order['type']): Promise<PublicKey | null> {
  const [role, id = ''] = by.split('.');
  if (role === 'officer') return (await state.get('officer', id))?.key ?? null;
  if (role === 'terminal') return (await state.get('terminal', id))?.key ?? null;
  if (role === 'account') return (await state.get('account', id))?.key ?? null;
  if (role === 'confirmed') return (await state.get('account', id))?.confirmedKey ?? null;
  if (role !== 'recovery') return null;
  // Whoever opens an account chooses its id: under an officer's id its recovery key would pass for the officer's.
  if (type === 'replaceOfficerKey') return (await state.get('officer', id))?.recoveryKey ?? null;
  return (await state.get('account', id))?.recoveryKey ?? null;
}
