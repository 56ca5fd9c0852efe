import type { Certificate } from '@kumoh-pay/device/pay-code.ts';
import { base64UrlDecode, dayMs, minuteMs } from '@kumoh-pay/domain';
import { keptLeave } from './kept.ts';
import { api, clock } from './line.ts';

/** A phone that is seldom online still has four days left when it loses its network. */
const renewBeforeMs = 5 * dayMs;
/** A certificate that ends while the code is on show would make it refused. */
const spareMs = 5 * minuteMs;

interface MemberFacts {
  account: string;
  offlineAllowed: boolean;
  ledger: { key: string; limited: boolean } | null;
}

/** Fetches leave for offline payments where the member allows them, before the old one ends; else forgets it. */
export async function renewLeave(member: MemberFacts, paysHere: boolean): Promise<void> {
  const { account, offlineAllowed, ledger } = member;
  if (!offlineAllowed || !paysHere || !ledger) return keptLeave.forget();
  const kept = keptLeave.read();
  const fits = kept?.account === account && kept.key === ledger.key;
  if (fits && kept.endsAt > clock.nowMs() + renewBeforeMs) return;
  const leave = await api.member.offlineLeave.query();
  if (leave.ok) keptLeave.write({ account, key: ledger.key, ...leave.value });
  else keptLeave.forget();
}

/** What makes this account's codes good with no network at the counter; undefined where that is not allowed. */
export function certificateFor(account: string, nowMs: number): Certificate | undefined {
  const kept = keptLeave.read();
  if (kept?.account !== account || kept.endsAt < nowMs + spareMs) return undefined;
  const fields = base64UrlDecode(kept.fields);
  const signature = base64UrlDecode(kept.signature);
  return fields && signature ? { fields, signature } : undefined;
}
