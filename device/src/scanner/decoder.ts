import type { FrameQuestion, WorkerMessage } from './frame-message.ts';

/** A worker that has said nothing for so long hangs in a picture: it is replaced, and the camera goes on. */
const silenceMaxMs = 1_000;
/** Its program is a megabyte that may come over a slow network once; beyond this it is fetched again. */
const loadingMaxMs = 20_000;
/** After a failed start, so that a missing file does not keep a core busy. */
const restartPauseMs = 500;

/** The page's end of the worker. `read` never throws and always answers; with nothing when no code was seen. */
export class Decoder {
  /** How many workers have been started: more than one means that some picture or load went wrong. */
  starts = 0;
  #worker: Worker | undefined;
  #ready = false;
  #closed = false;
  #number = 0;
  #waiting: { number: number; settle: (texts: readonly string[]) => void } | undefined;
  #watchdog: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    this.#start();
  }

  /** True when a picture given now would be looked at at once: one is on its way at a time. */
  get idle(): boolean {
    return this.#ready && this.#waiting === undefined;
  }

  /** Takes the picture over, and closes it. */
  read(picture: ImageBitmap, thorough: boolean): Promise<readonly string[]> {
    const worker = this.#worker;
    if (!worker || !this.idle) {
      picture.close();
      return Promise.resolve([]);
    }
    this.#number += 1;
    const question: FrameQuestion = { number: this.#number, picture, thorough };
    return new Promise((resolve) => {
      this.#waiting = { number: question.number, settle: resolve };
      this.#watch(silenceMaxMs);
      worker.postMessage(question, [picture]);
    });
  }

  close(): void {
    this.#closed = true;
    this.#stop();
  }

  #start(): void {
    if (this.#closed) return;
    this.starts += 1;
    this.#worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' });
    this.#worker.onmessage = (event: MessageEvent<WorkerMessage>) => this.#hear(event.data);
    this.#worker.onerror = () => this.#restart(restartPauseMs);
    this.#watch(loadingMaxMs);
  }

  #hear(message: WorkerMessage): void {
    clearTimeout(this.#watchdog);
    if (message.is === 'broken') this.#restart(restartPauseMs);
    else if (message.is === 'ready') this.#ready = true;
    else if (message.number === this.#waiting?.number) this.#settle(message.texts);
  }

  #settle(texts: readonly string[]): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.settle(texts);
  }

  #watch(afterMs: number): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => this.#restart(0), afterMs);
  }

  #restart(pauseMs: number): void {
    this.#stop();
    this.#watchdog = setTimeout(() => this.#start(), pauseMs);
  }

  #stop(): void {
    clearTimeout(this.#watchdog);
    this.#worker?.terminate();
    this.#worker = undefined;
    this.#ready = false;
    this.#settle([]);
  }
}
