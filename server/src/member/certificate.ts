import {
  dayMs,
  hourMs,
  ok,
  policySchema,
  publicKeySchema,
  type Result,
  refuse,
  secondMs,
} from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { walletCertificate } from '../enroller/enroller.ts';
import { readAccount } from './key.ts';
import { findMember } from './store.ts';

/** The longest that codes.md allows is seven days; an hour less, so that no tablet's clock finds it longer. */
const lifetimeMs = 7 * dayMs - hourMs;

export interface OfflineLeave {
  fields: string;
  signature: string;
  /** What a counter may take with one code and no network, in won. */
  offlineCap: number;
  /** Unix milliseconds. */
  endsAt: number;
}

/** The enroller's word for this account's key, for codes that may be taken offline. Only for whoever has allowed it. */
export async function offlineLeave(
  parts: Pick<ServerParts, 'db' | 'keys' | 'money' | 'now'>,
  member: { id: string; account: string },
): Promise<Result<OfflineLeave>> {
  const [row, account, [policy]] = await Promise.all([
    findMember(parts.db, member.id),
    readAccount(parts, member.account),
    parts.money.read({ records: [['policy']] }),
  ]);
  if (!row || !account || !policy || row.offline_allowed !== 1) return refuse('NOT_AUTHORISED');
  if (account.limited) return refuse('ACCOUNT_LIMITED');
  if (account.status !== 'active') {
    return refuse(account.status === 'closed' ? 'ACCOUNT_CLOSED' : 'ACCOUNT_SUSPENDED');
  }
  const { offlineCap } = policySchema.parse(JSON.parse(policy)).limits;
  const notAfterSeconds = Math.floor((parts.now() + lifetimeMs) / secondMs);
  const key = publicKeySchema.parse(account.key);
  const signed = walletCertificate(parts.keys, parts.money.ledgerName, {
    account: member.account,
    key,
    offlineCap,
    notAfterSeconds,
  });
  return ok({ ...signed, offlineCap, endsAt: notAfterSeconds * secondMs });
}
