import type { SignedOrder } from '@kumoh-pay/domain';
import { storedOrder } from './attempt-store.ts';

/**
 * A later part belongs to a list that the ledger has taken and only this server sends it: an outage must not leave the
 * list in its middle for good. Of any other order the digest is without the signatures: the same order with a second
 * officer's is worth another look.
 */
export function mayBeJudgedAgain(signed: SignedOrder, before: string | null): boolean {
  if ((signed.part ?? 0) > 0) return true;
  if (before === null) return false;
  const earlier = storedOrder(before, signed.order.type, signed.part ?? 0);
  const names = (of: SignedOrder) =>
    of.signatures
      .map(({ by, signature }) => `${by} ${signature}`)
      .sort()
      .join();
  return names(earlier) !== names(signed);
}
