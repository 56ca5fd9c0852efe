import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { type ErrorCode, hourMs, minuteMs, seoulDay, seoulDayStart, won } from '@kumoh-pay/domain';
import { api, clock } from './line.ts';

export type SaleLine = Awaited<ReturnType<typeof api.sale.find.query>>[number];

/** Finding an earlier charge by what the customer or the receipt says. */
export class LookBack {
  amount = $state<number | null>(null);
  /** `13:05`, today. */
  time = $state('');
  lastFour = $state('');
  found = $state.raw<readonly SaleLine[] | null>(null);
  busy = $state(false);
  trouble = $state.raw<ErrorCode | null>(null);
  asked = $derived(this.amount !== null || this.time !== '' || this.lastFour.length === 4);

  async find(): Promise<void> {
    if (!this.asked || this.busy) return;
    this.busy = true;
    this.trouble = null;
    try {
      this.found = await api.sale.find.query({
        ...(this.amount !== null && { amount: won(this.amount) }),
        ...(this.time !== '' && { around: todayAt(this.time, clock.nowMs()) }),
        ...(this.lastFour.length === 4 && { lastFour: readId(this.lastFour) }),
      });
    } catch (error) {
      this.trouble = troubleOf(error);
    } finally {
      this.busy = false;
    }
  }

  clear(): void {
    this.amount = null;
    this.time = '';
    this.lastFour = '';
    this.found = null;
    this.trouble = null;
  }
}

/** As ids are read by people: O is 0, I and L are 1. */
const readId = (text: string): string => text.toUpperCase().replaceAll('O', '0').replace(/[IL]/g, '1');

/** Unix milliseconds of a clock time of this Seoul day. */
function todayAt(time: string, nowMs: number): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return seoulDayStart(seoulDay(nowMs)) + hours * hourMs + minutes * minuteMs;
}
