import { type ResultSound, Sound } from '@kumoh-pay/device/sound.ts';
import { vibrate } from '@kumoh-pay/device/vibrate.ts';

/** A result heard and felt; the screen says it either way. */
export class ResultSounds {
  readonly #sound = new Sound();

  tell(result: ResultSound): void {
    this.#sound.play(result);
    vibrate(result);
  }

  close(): void {
    this.#sound.close();
  }
}
