import type { PolicyLimits } from './record.ts';
import { policyLimitsSchema } from './record.ts';

/** The first values of the policy (ledger.md §7); bootstrap signs them, two approvers change them. */
export const firstLimits: PolicyLimits = policyLimitsSchema.parse({
  chargeCap: 100_000,
  transferCap: 100_000,
  transferDayCap: 300_000,
  soloIssueCap: 1_000_000,
  refundDays: 7,
  refundDayCap: 200_000,
  limitedCap: 10_000,
  limitedPerDay: 30,
  offlineCap: 10_000,
  offlineDayCap: 200_000,
  offlineAccountCap: 20_000,
});
