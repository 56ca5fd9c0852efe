import { listCameras } from '@kumoh-pay/device/scanner/camera.ts';
import { Scanner, type ScannerState } from '@kumoh-pay/device/scanner/scanner.ts';
import { looks } from './looks.ts';
import { preferences } from './preferences.svelte.ts';

/** The camera of the screen that is open: attach it to a video element, and it looks until the element goes. */
export class Camera {
  state = $state<ScannerState>('starting');
  cameras = $state.raw<{ deviceId: string; name: string }[]>([]);
  readonly #onCode: (text: string) => void;
  readonly #onSeen: (texts: readonly string[]) => boolean;
  #scanner: Scanner | undefined;

  constructor(onCode: (text: string) => void, onSeen: (texts: readonly string[]) => boolean = () => true) {
    this.#onCode = onCode;
    this.#onSeen = onSeen;
  }

  /** For `{@attach}`. */
  readonly attach = (video: HTMLVideoElement): (() => void) => {
    const scanner = new Scanner({
      video,
      facing: preferences.facing,
      onCode: (text, facts) => {
        looks.scanned(facts.scanMs);
        this.#onCode(text);
      },
      onSeen: (texts) => this.#onSeen(texts),
      onState: (state) => {
        this.state = state;
        looks.camera = state;
        if (state === 'looking') void this.#list();
      },
    });
    this.#scanner = scanner;
    return () => {
      scanner.close();
      if (this.#scanner === scanner) this.#scanner = undefined;
    };
  };

  /** The code in view may be told again at once. */
  clear(): void {
    this.#scanner?.clear();
  }

  async choose(deviceId: string): Promise<void> {
    await this.#scanner?.choose(deviceId);
  }

  reopen(): void {
    void this.#scanner?.reopen();
  }

  async #list(): Promise<void> {
    this.cameras = await listCameras();
  }
}
