import { type Account, historyKeptMs, Refusal } from '@kumoh-pay/domain';
import { requireAccount, requireOpen } from '../accounts.ts';
import { type OrderContext, type OrderRule, registerKey } from '../order-context.ts';

/**
 * Another phone's key. Signed by the enroller, and by the confirmed key or the recovery key; with the enroller alone the
 * account becomes limited, so that a stolen server gains little, in plain sight.
 */
export const replaceKey: OrderRule<'replaceKey'> = {
  async run(context) {
    const { state, order, signed, now } = context;
    const { account: id, key, recoveryKey } = order.body;
    const account = await requireAccount(state, id);
    signed.requireOfficer('enroller');
    requireOpen(account);
    const byRecovery = signed.has('recovery', id);
    const proven = signed.has('confirmed', id) || byRecovery;
    if (byRecovery !== (recoveryKey !== undefined))
      throw new Refusal('BAD_ORDER', 'the recovery key names the next one');
    if (!proven) await countReplacement(context);
    await registerKey(state, key, 'account', id);
    if (recoveryKey !== undefined) await registerKey(state, recoveryKey, 'account', id);
    const next: Account = { ...withEarlierKey(account, now), key, keyFrom: now, limited: !proven };
    if (proven) next.confirmedKey = key;
    if (recoveryKey !== undefined) next.recoveryKey = recoveryKey;
    state.put('account', [id], next);
    return { account: id, limited: !proven };
  },
};

/** A replaced key is kept for 25 hours: offline charges of that time are judged by it. */
export function withEarlierKey(account: Account, now: number): Account {
  const kept = account.earlierKeys.filter(({ to }) => to > now - historyKeptMs);
  const { key, keyFrom: from, limited } = account;
  const replaced = { key, from, to: now, ...(limited ? { limited: true as const } : {}) };
  return { ...account, earlierKeys: [...kept, replaced] };
}

/** At most `limitedPerDay` replacements by the enroller alone a Seoul day on the whole ledger. @throws REPLACEMENTS_TODAY */
async function countReplacement({ state, policy, today }: OrderContext<'replaceKey'>): Promise<void> {
  const count = ((await state.get('replaced', today))?.count ?? 0) + 1;
  if (count > policy.limits.limitedPerDay) throw new Refusal('REPLACEMENTS_TODAY');
  state.put('replaced', [today], { count });
}
