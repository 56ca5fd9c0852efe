import { signOrder } from '@kumoh-pay/device/key.ts';
import { keyFromCode } from '@kumoh-pay/device/recovery-code.ts';
import { signOrderWith } from '@kumoh-pay/device/signer.ts';
import { newId, type OrderOf, type Result, type SignedBy } from '@kumoh-pay/domain';
import type { Owner } from './kept.ts';
import { api, clock } from './line.ts';
import { askUntilKnown } from './order-sender.ts';

type HolderType = 'setRecoveryKey' | 'suspendAccount' | 'resumeAccount' | 'confirmKey' | 'keepKey';

type HolderOrder = {
  [Type in HolderType]: { type: Type; id: string; body: OrderOf<Type>['body']; at: number };
}[HolderType];

const askAgain = (order: HolderOrder, signatures: SignedBy[]) =>
  askUntilKnown({
    submit: (bound) => api.key.submit.mutate({ order, signatures }, bound),
    onUnknown: () => undefined,
  });

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

/** "That was not me", on the phone that paid before: its key is the account's again. */
export async function keepKey({ account, ledgerName }: Owner): Promise<Result<null>> {
  const order = { type: 'keepKey' as const, id: newId(), body: { account }, at: clock.nowMs() };
  return askAgain(order, [await signOrder(ledgerName, order, 'account', `confirmed.${account}`)]);
}

const confirmation = (account: string, key: string) => ({
  type: 'confirmKey' as const,
  id: newId(),
  body: { account, key },
  at: clock.nowMs(),
});

/** "That was me", on the phone that paid before: the new phone's key is whole. */
export async function confirmByOldPhone({ account, ledgerName }: Owner, key: string): Promise<Result<null>> {
  const order = confirmation(account, key);
  return askAgain(order, [await signOrder(ledgerName, order, 'account', `confirmed.${account}`)]);
}

/** On the new phone: the recovery code proves its owner. */
export async function confirmByCode(
  { account, ledgerName }: Owner,
  key: string,
  code: string,
): Promise<Result<null>> {
  const order = confirmation(account, key);
  const recovery = keyFromCode(code, 'account-recovery');
  return askAgain(order, [await signOrderWith(recovery, ledgerName, order, `recovery.${account}`)]);
}
