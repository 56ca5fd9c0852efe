import { type Order, orderBytes } from '@kumoh-pay/domain';
import { innerSignatures, newKey, newKeyOfStopped, payCodeProblem } from './codes-in-orders.ts';
import { type ExecutedOrder, isLaterPart } from './executed-orders.ts';
import type { Findings } from './finding.ts';
import type { Keyring } from './keyring.ts';
import { requiredSignersSigned } from './required-signers.ts';
import { signatureHolds } from './signature.ts';

/**
 * Verifies every signature of a committed order, and that whoever must sign it did. The keyring is as the orders before
 * it left it. @returns how many signatures held.
 */
export function checkSignatures(
  ledger: string,
  executed: ExecutedOrder,
  time: number,
  keyring: Keyring,
  findings: Findings,
): number {
  const { order, signatures } = executed.signed;
  // Keys may have changed since the first part; idempotency.ts proves that this is a part of the very same list.
  if (isLaterPart(executed.signed)) return 0;
  const bytes = orderBytes(ledger, order);
  const by = new Set<string>();
  let held = 0;
  for (const one of signatures) {
    const key =
      newKey(order, one.by) ?? keyring.keyOf(one.by, typeOfRight(order)) ?? newKeyOfStopped(order, one.by);
    if (key !== null && signatureHolds(key, bytes, one.signature)) {
      by.add(one.by);
      held += 1;
    } else
      findings.add(
        'signature',
        `the signature of ${one.by} does not hold under the key that the ledger names`,
      );
  }
  for (const inner of innerSignatures(ledger, order, keyring)) {
    if (inner.holds) held += 1;
    else findings.add('signature', `the ${inner.of} does not hold`);
  }
  const problem = payCodeProblem(order, time, keyring, isBouncedCharge(executed.result));
  if (problem) findings.add('signature', `the pay code ${problem}`);
  if (!requiredSignersSigned({ by, keyring }, order)) {
    findings.add('signer-missing', `not signed by all whose right a ${order.type} uses`);
  }
  return held;
}

/** True for the answer to an offline charge that moved no won. */
export const isBouncedCharge = (result: unknown): boolean =>
  typeof result === 'object' && result !== null && 'bounced' in result;

/** Whose recovery key is meant: a void's signer is a signer of the order that it stops. */
const typeOfRight = (order: Order): string =>
  order.type === 'void' && order.body.type === 'order' ? order.body.order.type : order.type;
