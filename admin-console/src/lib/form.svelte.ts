import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode, Result } from '@kumoh-pay/domain';
import { authenticator } from './authenticator.svelte.ts';

/** A form's step under way: one at a time; what was refused is said, and nothing typed is lost. */
export class Form {
  busy = $state(false);
  refused = $state<ErrorCode | null>(null);

  /** @returns the value when it was done, null when it was refused. */
  async run<T>(work: () => Promise<Result<T>>): Promise<{ value: T } | null> {
    if (this.busy) return null;
    this.busy = true;
    this.refused = null;
    try {
      const result = await work();
      if (result.ok) return { value: result.value };
      this.refused = result.code;
    } catch (error) {
      this.refused = troubleOf(error);
    } finally {
      this.busy = false;
    }
    return null;
  }

  /** For what the server does only for who has shown the authenticator just now: asks for it first. */
  async runFresh<T>(work: () => Promise<Result<T>>): Promise<{ value: T } | null> {
    return (await authenticator.ask()) ? this.run(work) : null;
  }
}
