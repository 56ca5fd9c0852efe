import {
  type Canonical,
  canonicalJson,
  type Day,
  type Id,
  type Lot,
  type OrderOf,
  type OrderType,
  type Policy,
  Refusal,
  type ResultOf,
} from '@kumoh-pay/domain';
import type { Signers } from './signers.ts';
import type { State } from './state.ts';
import { isPoint, sha256 } from './verify.ts';

/** What an order is judged with. */
export interface OrderContext<Type extends OrderType> {
  ledger: string;
  /** The transaction's time, Unix milliseconds, and its Seoul day. */
  now: number;
  today: Day;
  /** 0 to 31 from the transaction and the order: the box of a vendor's day that its note falls into. */
  spread: number;
  order: OrderOf<Type>;
  digest: string;
  hints: readonly string[];
  part: number | null;
  policy: Policy;
  state: State;
  signed: Signers;
  /** Records a double entry: `lots` moved from one place to another. */
  post(from: string, to: string, lots: readonly Lot[]): void;
  /** Lots of notes that are counted where they lie: they leave their box without being deleted. */
  count(lots: readonly Lot[]): void;
}

/** How an order of one type is judged and done: refuse, then write; the caller asserts conservation and commits. */
export interface OrderRule<Type extends OrderType> {
  run(context: OrderContext<Type>): Promise<ResultOf<Type>>;
}

/** @throws FIGURES_CHANGED unless the officer saw the record as it is now. */
export function requireShown(shown: string | undefined, record: Canonical): void {
  if (shown !== sha256(canonicalJson(record)))
    throw new Refusal('FIGURES_CHANGED', 'the record is not as it was shown');
}

/** Puts a key on the ledger, once for ever. @throws KEY_USED_BEFORE, or BAD_ORDER for a key that could never sign. */
export async function registerKey(
  state: State,
  key: string,
  of: 'account' | 'officer' | 'terminal',
  id: Id,
): Promise<void> {
  if (!isPoint(key)) throw new Refusal('BAD_ORDER', 'a key that is no point of the curve');
  const hash = sha256(Buffer.from(key, 'base64url'));
  if (await state.get('key', hash)) throw new Refusal('KEY_USED_BEFORE');
  state.put('key', [hash], { of: `${of}.${id}` });
}
