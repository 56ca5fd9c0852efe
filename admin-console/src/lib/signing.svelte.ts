import { signOrder } from '@kumoh-pay/device/key.ts';
import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import {
  dayMs,
  type ErrorCode,
  minuteMs,
  newId,
  type OrderOf,
  type Result,
  type SignedBy,
  undecidedCodes,
  type VoidableType,
} from '@kumoh-pay/domain';
import { authenticator } from './authenticator.svelte.ts';
import { clock } from './line.ts';
import { session } from './session.svelte.ts';
import { type Draft, sameUnfinished } from './unfinished.ts';

/** An order that waits for a second officer: over a week's holidays. */
const waitingLifetimeMs = 7 * dayMs;
/** One that is sent at once: time to read the sheet and find the telephone with the authenticator. */
const atOnceLifetimeMs = 30 * minuteMs;

export const untilForTwo = (): number => clock.nowMs() + waitingLifetimeMs;
export const untilForOne = (): number => clock.nowMs() + atOnceLifetimeMs;
/** A new order; or the very one that was sent with this content, while nobody knows what became of that. */
export const newOrder = <Type extends VoidableType>(
  type: Type,
  body: OrderOf<Type>['body'],
  id = newId(),
): Draft<Type> => sameUnfinished(session.me?.id ?? '', type, body) ?? { type, id, body, at: clock.nowMs() };

export interface Fact {
  label: string;
  value: string;
  /** The figure that matters: drawn large. */
  strong?: boolean;
}
export interface ToSign {
  title: string;
  facts: Fact[];
  /** What it cannot undo. */
  undo: string;
  /** Who signed first, when this is the second signature. */
  first?: string;
  /** It will wait in the inbox, as far as is known. */
  waits?: boolean;
  /** It was sent before, and nobody knows yet what became of it. */
  sentBefore?: boolean;
  /** Signed by a recovery code and not by this browser's key. */
  withoutKey?: boolean;
  /** Signs and sends, the same bytes each time that it is called. `proposed`: it waits in the inbox now. */
  carryOut: () => Promise<Result<'done' | 'proposed'>>;
}
/** unknown: it may be done or be done yet; the same order may be sent again, which never does it twice. */
type SigningStage = 'asking' | 'working' | 'done' | 'proposed' | 'refused' | 'unknown';

/** The one sheet in which an officer signs: what, by whom, and what cannot be undone. */
class Signing {
  asked = $state.raw<ToSign | null>(null);
  stage = $state<SigningStage>('asking');
  refused = $state<ErrorCode | null>(null);
  totp = $state('');
  totpNeeded = $state(false);
  open = $state(false);
  #answer: ((done: boolean) => void) | null = null;

  /** @returns true when it was done or proposed, once the sheet is closed. */
  ask(toSign: ToSign): Promise<boolean> {
    this.asked = toSign;
    this.stage = 'asking';
    this.refused = null;
    this.totp = '';
    this.totpNeeded = !authenticator.isFresh;
    this.open = true;
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  sign = async (): Promise<void> => {
    const { asked } = this;
    if (!asked || this.stage === 'working') return;
    this.stage = 'working';
    this.refused = null;
    try {
      if (this.totpNeeded && !(await this.#showTotp())) return;
      const answer = await asked.carryOut();
      if (answer.ok) this.stage = answer.value;
      else this.#refuse(answer.code);
    } catch (error) {
      this.#refuse(troubleOf(error));
    }
  };

  async #showTotp(): Promise<boolean> {
    this.refused = await authenticator.show(this.totp);
    this.totpNeeded = this.refused !== null;
    if (!this.totpNeeded) return true;
    this.totp = '';
    this.stage = 'asking';
    return false;
  }

  #refuse(code: ErrorCode): void {
    this.refused = code;
    this.stage = undecidedCodes.has(code) ? 'unknown' : 'refused';
    // The authenticator was shown too long ago: the sheet stays, and asks for it.
    if (code !== 'TOTP_WRONG') return;
    this.stage = 'asking';
    this.totpNeeded = true;
  }

  /** The sheet was closed, by whichever way. */
  closed = (): void => {
    this.open = false;
    this.#answer?.(this.stage === 'done' || this.stage === 'proposed');
    this.#answer = null;
  };
}

export const signing = new Signing();

/** This officer's signature by this browser's key. @throws KeyMissing */
export async function ownSignature<Type extends VoidableType>(order: Draft<Type>): Promise<SignedBy> {
  const { me } = session;
  if (!me) throw new Error('nobody is signed in');
  return signOrder(me.ledgerName, order as OrderOf<Type>, 'officer', `officer.${me.id}`);
}

export const done = async (answer: Promise<Result<unknown>>): Promise<Result<'done' | 'proposed'>> => {
  const result = await answer;
  return result.ok ? { ok: true, value: 'done' } : result;
};
export const proposed = async (answer: Promise<Result<unknown>>): Promise<Result<'done' | 'proposed'>> => {
  const result = await answer;
  return result.ok ? { ok: true, value: 'proposed' } : result;
};
