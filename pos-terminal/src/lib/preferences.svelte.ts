import type { CameraFacing } from '@kumoh-pay/device/scanner/camera.ts';
import { z } from 'zod';
import { keep } from './kept.ts';

/** How this tablet stands and speaks; each tablet has its own. */
const schema = z.object({
  sound: z.boolean(),
  voice: z.boolean(),
  facing: z.enum(['environment', 'user']),
  /** Idle for so long, and it locks. */
  lockMinutes: z.int().min(1).max(120),
});
type Choices = z.infer<typeof schema>;
const first: Choices = { sound: true, voice: false, facing: 'user', lockMinutes: 15 };
const kept = keep('counter', schema);

class Preferences {
  #choices = $state.raw<Choices>(kept.read() ?? first);

  get sound(): boolean {
    return this.#choices.sound;
  }
  get voice(): boolean {
    return this.#choices.voice;
  }
  get facing(): CameraFacing {
    return this.#choices.facing;
  }
  get lockMinutes(): number {
    return this.#choices.lockMinutes;
  }

  choose(change: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...change };
    kept.write(this.#choices);
  }
}

export const preferences = new Preferences();
