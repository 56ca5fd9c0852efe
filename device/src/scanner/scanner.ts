import { type Aim, aimPixels, middleSquare } from './aim.ts';
import { CameraError, type CameraFacing, openCamera, rememberCamera, stopStream } from './camera.ts';
import { Decoder } from './decoder.ts';
import { eachFrame } from './frames.ts';
import { Repeats } from './repeats.ts';
import { hasTorch, setTorch } from './torch.ts';

/** looking: pictures are coming. lost: the camera was there and is not now; the scanner tries again by itself. */
export type ScannerState = 'starting' | 'looking' | 'denied' | 'no-camera' | 'lost';

export interface ScannerOptions {
  /** On the page, `muted playsinline`; the scanner gives it its stream. */
  video: HTMLVideoElement;
  facing: CameraFacing;
  /** @param scanMs from the picture's arrival in the page to its text. */
  onCode: (text: string, facts: { scanMs: number }) => void;
  onState: (state: ScannerState) => void;
  /** All that one picture showed, in each picture that shows a code; false: nothing of it is told. */
  onSeen?: (texts: readonly string[]) => boolean;
  /** The aim box; the middle square if not given. */
  aim?: (width: number, height: number) => Aim;
}

/** Every third picture gets the thorough look: ten times a second, so nobody waits longer than a blink for it. */
const thoroughEvery = 3;
/** No picture for so long while the page is seen: the camera has been taken or has hung. */
const framesSilenceMaxMs = 3_000;
/** How often a camera that is away is asked for again. */
const retryMs = 2_000;

/** The camera that is always looking. Nothing that it sees can make it throw or stop. */
export class Scanner {
  readonly #options: ScannerOptions;
  readonly #decoder = new Decoder();
  readonly #repeats = new Repeats();
  #state: ScannerState | undefined;
  #stream: MediaStream | null = null;
  #stopFrames: (() => void) | undefined;
  #lastFrameMs = 0;
  #looks = 0;
  #looking = false;
  /** Each opening has a number; what a former one still reports is not heard. */
  #opening = 0;
  #closed = false;
  readonly #supervision: ReturnType<typeof setInterval>;

  constructor(options: ScannerOptions) {
    this.#options = options;
    document.addEventListener('visibilitychange', this.#visibility);
    navigator.mediaDevices?.addEventListener('devicechange', this.#devices);
    this.#supervision = setInterval(() => this.#supervise(), retryMs);
    this.#visibility();
  }

  /** The code in view may be told again at once. */
  clear(): void {
    this.#repeats.clear();
  }

  get torchAvailable(): boolean {
    return hasTorch(this.#stream);
  }

  setTorch(on: boolean): Promise<boolean> {
    return setTorch(this.#stream, on);
  }

  /** Takes another of listCameras(), now and from now on; null goes back to choosing by facing. */
  async choose(deviceId: string | null): Promise<void> {
    rememberCamera(this.#options.facing, deviceId);
    await this.reopen();
  }

  /** Asks for the camera anew: after a permission was given, or because a person wants it. */
  async reopen(): Promise<void> {
    this.#release();
    if (this.#closed || document.visibilityState === 'hidden') return;
    const opening = this.#opening;
    // While it tries again by itself, the screen goes on saying what is wrong.
    if (this.#state !== 'lost' && this.#state !== 'no-camera') this.#tell('starting');
    try {
      const stream = await openCamera(this.#options.facing);
      if (opening === this.#opening) await this.#use(stream);
      else stopStream(stream);
    } catch (error) {
      if (opening === this.#opening) this.#fail(error);
    }
  }

  close(): void {
    this.#closed = true;
    clearInterval(this.#supervision);
    document.removeEventListener('visibilitychange', this.#visibility);
    navigator.mediaDevices?.removeEventListener('devicechange', this.#devices);
    this.#release();
    this.#decoder.close();
  }

  // A hidden page gives the camera back: some phones return to the wrong lens, or to a black picture.
  readonly #visibility = (): void => {
    if (document.visibilityState === 'hidden') this.#release();
    else void this.reopen();
  };

  readonly #devices = (): void => {
    if (this.#state !== 'looking' && this.#state !== 'starting') void this.reopen();
  };

  async #use(stream: MediaStream): Promise<void> {
    const { video } = this.#options;
    this.#stream = stream;
    stream.getVideoTracks()[0]?.addEventListener('ended', () => {
      if (this.#stream === stream) this.#fail(new CameraError('lost'));
    });
    video.muted = true;
    video.playsInline = true;
    video.srcObject = stream;
    this.#lastFrameMs = performance.now();
    this.#stopFrames = eachFrame(video, (atMs) => this.#see(atMs));
    await video.play();
  }

  #see(atMs: number): void {
    this.#lastFrameMs = performance.now();
    this.#tell('looking');
    if (this.#decoder.idle && !this.#looking) void this.#look(atMs, this.#opening);
  }

  async #look(atMs: number, opening: number): Promise<void> {
    this.#looking = true;
    const texts = await this.#read().finally(() => {
      this.#looking = false;
    });
    const nowMs = performance.now();
    if (texts.length === 0 || opening !== this.#opening || this.#options.onSeen?.(texts) === false) return;
    for (const text of texts) {
      if (this.#repeats.isNews(text, nowMs)) this.#options.onCode(text, { scanMs: nowMs - atMs });
    }
  }

  async #read(): Promise<readonly string[]> {
    const { video, aim = middleSquare } = this.#options;
    const { videoWidth, videoHeight } = video;
    if (videoWidth === 0 || videoHeight === 0) return [];
    const box = aimPixels(aim(videoWidth, videoHeight), videoWidth, videoHeight);
    try {
      const picture = await createImageBitmap(video, box.x, box.y, box.width, box.height);
      this.#looks += 1;
      return await this.#decoder.read(picture, this.#looks % thoroughEvery === 0);
    } catch {
      // The stream ended between the picture's arrival and its copy; supervision sees to it.
      return [];
    }
  }

  #supervise(): void {
    if (document.visibilityState === 'hidden') return;
    if (this.#state === 'lost' || this.#state === 'no-camera') void this.reopen();
    else if (this.#stream && performance.now() - this.#lastFrameMs > framesSilenceMaxMs)
      this.#fail(new CameraError('lost'));
  }

  #fail(error: unknown): void {
    this.#release();
    this.#tell(error instanceof CameraError ? error.trouble : 'lost');
  }

  #release(): void {
    this.#opening += 1;
    this.#stopFrames?.();
    this.#stopFrames = undefined;
    if (this.#stream) stopStream(this.#stream);
    this.#stream = null;
  }

  #tell(state: ScannerState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#options.onState(state);
  }
}
