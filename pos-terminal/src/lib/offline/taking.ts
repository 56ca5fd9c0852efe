import { checkOfflineCode } from '@kumoh-pay/device/offline-code.ts';
import { type Id, ok, type Result, refuse, seoulDay } from '@kumoh-pay/domain';
import { z } from 'zod';
import { keep } from '../kept.ts';
import type { Snapshot } from './snapshot.ts';

/** What this tablet has taken without a connection today, confirmed by now or not: the ledger counts the same sum. */
const takenToday = keep(
  'offline-day',
  z.object({ day: z.string(), sum: z.int().min(0), used: z.record(z.string(), z.int()) }),
);

export interface Taking {
  snapshot: Snapshot;
  digits: string;
  amount: number;
  nowMs: number;
}

/** Whether a code may be taken with no server to ask: signature, certificate, life, and each cap that the tablet can know. */
export function judgeOffline({
  snapshot,
  digits,
  amount,
  nowMs,
}: Taking): Result<{ account: Id; counter: number }> {
  const { about, terms } = snapshot;
  const checked = checkOfflineCode(
    digits,
    { ledgerName: about.ledgerName, enroller: about.enroller.key },
    nowMs,
  );
  if (!checked.ok) return checked;
  const { account, counter, cap } = checked.value;
  if (amount > Math.min(cap, terms.offlineCap)) return refuse('OFFLINE_CAP', 'code');
  const { sum, used } = today(nowMs);
  if (sum + amount > terms.offlineDayCap) return refuse('OFFLINE_CAP', 'terminal');
  // An older code of the same phone is void once a newer one was taken; the same one anyway.
  if ((used[account] ?? 0) >= counter) return refuse('CODE_USED');
  return ok({ account, counter });
}

/** Counted before it is shown as taken: a crash in between counts too much and never too little. */
export function countTaken(
  { account, counter }: { account: Id; counter: number },
  amount: number,
  nowMs: number,
): void {
  const { day, sum, used } = today(nowMs);
  takenToday.write({ day, sum: sum + amount, used: { ...used, [account]: counter } });
}

function today(nowMs: number) {
  const day = seoulDay(nowMs);
  const kept = takenToday.read();
  return kept?.day === day ? kept : { day, sum: 0, used: kept?.used ?? {} };
}
