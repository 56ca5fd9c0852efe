import type { CameraFacing } from '@kumoh-pay/device/scanner/camera.ts';
import { z } from 'zod';
import { keep } from './kept.ts';

export const layouts = ['standard', 'large', 'low'] as const;
/** side: seen by both. rear: the screen to the cashier, the rear camera to the customer. display: a screen of the customer's own. */
export const stands = ['side', 'rear', 'display'] as const;
export const volumes = [25, 50, 100] as const;

/** How this tablet stands and speaks; each tablet has its own. */
const schema = z.object({
  sound: z.boolean(),
  voice: z.boolean(),
  /** Per cent of what the tablet can do. */
  volume: z.int().min(0).max(100),
  stand: z.enum(stands),
  layout: z.enum(layouts),
  contrast: z.boolean(),
  /** Idle for so long, and it locks. */
  lockMinutes: z.int().min(1).max(120),
});
type Choices = z.infer<typeof schema>;
const first: Choices = {
  sound: true,
  voice: false,
  volume: 100,
  stand: 'side',
  layout: 'standard',
  contrast: false,
  lockMinutes: 15,
};
const kept = keep('counter', schema);

class Preferences {
  #choices = $state.raw<Choices>(kept.read() ?? first);

  get now(): Choices {
    return this.#choices;
  }
  get lockMinutes(): number {
    return this.#choices.lockMinutes;
  }
  get facing(): CameraFacing {
    return this.#choices.stand === 'side' ? 'user' : 'environment';
  }

  choose(change: Partial<Choices>): void {
    this.#choices = { ...this.#choices, ...change };
    kept.write(this.#choices);
  }
}

export const preferences = new Preferences();
