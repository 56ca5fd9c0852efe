import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode } from '@kumoh-pay/domain';

/** A form's step under way: one at a time, and what was refused is said while nothing typed is lost. */
export class Form {
  busy = $state(false);
  refused = $state<ErrorCode | null>(null);

  /** @param work the refusal's code, or null when it is done. */
  async run(work: () => Promise<ErrorCode | null>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.refused = null;
    try {
      this.refused = await work();
    } catch (error) {
      this.refused = troubleOf(error);
    } finally {
      this.busy = false;
    }
  }

  clear(): void {
    this.refused = null;
  }
}
