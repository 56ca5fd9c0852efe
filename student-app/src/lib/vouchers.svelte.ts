import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { addDays, type ErrorCode, seoulDay } from '@kumoh-pay/domain';
import { api, clock } from './line.ts';

type Voucher = Awaited<ReturnType<typeof api.money.vouchers.query>>[number];

/** Within a week of its last day a voucher is said to end soon. */
const soonDays = 7;
export const endsSoon = (lastDay: string): boolean => lastDay <= addDays(seoulDay(clock.nowMs()), soonDays);

export class Vouchers {
  list = $state.raw<readonly Voucher[] | null>(null);
  failure = $state<ErrorCode | null>(null);

  async load(): Promise<void> {
    try {
      this.list = await api.money.vouchers.query();
      this.failure = null;
    } catch (error) {
      this.failure = troubleOf(error);
    }
  }
}
