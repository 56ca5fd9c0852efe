import { recordSchemas, seoulDay, stateKey } from '@kumoh-pay/domain';
import type { ExecutedOrder } from './executed-orders.ts';
import type { Findings } from './finding.ts';
import type { Keyring } from './keyring.ts';
import type { ReplayedState } from './replayed-state.ts';
import { hasRole } from './required-signers.ts';
import { parseJson } from './stable-json.ts';

/** What one hand may do alone in a Seoul day: an issuer's issues, a vendor's refunds. Beyond it an approver must have signed. */
export class SoloCaps {
  readonly #sums = new Map<string, bigint>();

  check(
    executed: ExecutedOrder,
    time: number,
    state: ReplayedState,
    keyring: Keyring,
    findings: Findings,
  ): void {
    const { order, signatures, part = 0 } = executed.signed;
    if ((order.type !== 'issue' || part !== 0) && order.type !== 'refund') return;
    const by = new Set(signatures.map((one) => one.by));
    const helped = hasRole({ by, keyring }, 'approver') && by.size > 1;
    const policy = recordSchemas.policy.safeParse(parseJson(state.get(stateKey('policy')) ?? '')?.value).data;
    if (helped || !policy) return;
    const [who, amount, cap] =
      order.type === 'refund'
        ? [`vendor ${order.body.vendor}`, BigInt(order.body.amount), policy.limits.refundDayCap]
        : [
            signatures[0]?.by ?? '',
            order.body.receivers.reduce((sum, one) => sum + BigInt(one.amount), 0n),
            policy.limits.soloIssueCap,
          ];
    const key = `${order.type} ${who} ${seoulDay(time)}`;
    const sum = (this.#sums.get(key) ?? 0n) + amount;
    this.#sums.set(key, sum);
    if (sum > BigInt(cap))
      findings.add(
        'signer-missing',
        `${sum} won on one day by ${who} without an approver; the policy allows ${cap}`,
      );
  }
}
