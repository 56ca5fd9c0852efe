import { type ResultSound, Sound } from '@kumoh-pay/device/sound.ts';
import { vibrate } from '@kumoh-pay/device/vibrate.ts';

/**
 * One from the app's start and for as long as the page lives. A phone that is held to the tablet is not touched again:
 * the touch that opened Pay, or any before it, has to have unlocked the sound.
 */
const sound = new Sound();

/** A result heard and felt; the screen says it either way. */
export function tellResult(result: ResultSound): void {
  sound.play(result);
  vibrate(result);
}
