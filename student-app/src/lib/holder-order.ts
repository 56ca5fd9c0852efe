import { signOrder } from '@kumoh-pay/device/key.ts';
import { newId, type OrderOf, type Result, type SignedBy } from '@kumoh-pay/domain';
import type { Owner } from './kept.ts';
import { api, clock } from './line.ts';
import { askUntilKnown } from './order-sender.ts';

type HolderType = 'setRecoveryKey' | 'suspendAccount' | 'resumeAccount' | 'confirmKey' | 'keepKey';

type HolderOrder = {
  [Type in HolderType]: { type: Type; id: string; body: OrderOf<Type>['body']; at: number };
}[HolderType];

const askAgain = (order: HolderOrder, signatures: SignedBy[]) =>
  askUntilKnown({ submit: () => api.key.submit.mutate({ order, signatures }), onUnknown: () => undefined });

/** Suspends or resumes the own wallet, signed by this phone's key. */
export async function ownSuspension(
  owner: Owner,
  type: 'suspendAccount' | 'resumeAccount',
): Promise<Result<null>> {
  const { account, ledgerName } = owner;
  const order = { type, id: newId(), body: { account }, at: clock.nowMs() };
  return askAgain(order, [await signOrder(ledgerName, order, 'account', `account.${account}`)]);
}

/** Gives the account its recovery key: the confirmed key signs. */
export async function setRecoveryKey(owner: Owner, recoveryKey: string): Promise<Result<null>> {
  const { account, ledgerName } = owner;
  const order = {
    type: 'setRecoveryKey' as const,
    id: newId(),
    body: { account, recoveryKey },
    at: clock.nowMs(),
  };
  return askAgain(order, [await signOrder(ledgerName, order, 'account', `confirmed.${account}`)]);
}
