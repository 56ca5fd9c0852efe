import { type Readable, writable } from 'svelte/store';

/** The three results' sounds, made on the device, and a voice where it has one. */
export type ResultSound = 'paid' | 'refused' | 'unknown';

interface Note {
  hertz: number;
  fromMs: number;
  lastsMs: number;
}

/** Told apart without looking: two rising notes; a low double; one even tone in the middle. */
const melodies: Record<ResultSound, readonly Note[]> = {
  paid: [
    { hertz: 880, fromMs: 0, lastsMs: 130 },
    { hertz: 1318.5, fromMs: 130, lastsMs: 260 },
  ],
  refused: [
    { hertz: 196, fromMs: 0, lastsMs: 180 },
    { hertz: 196, fromMs: 260, lastsMs: 260 },
  ],
  unknown: [{ hertz: 523.3, fromMs: 0, lastsMs: 500 }],
};
/** Loud enough for a counter, below what small speakers distort. */
const loudness = 0.5;
/** A tone that starts or ends at once clicks. */
const edgeSeconds = 0.012;

/** What a browser takes for a person's wish to hear something: of a mouse its going down, of a finger its going up. */
const unlockingTouches = ['pointerdown', 'pointerup', 'click', 'keydown'] as const;

/** Browsers are silent until the first touch or key: `locked` until then, for the strip that says so. */
export class Sound {
  readonly #locked = writable(true);
  readonly locked: Readable<boolean> = { subscribe: this.#locked.subscribe };
  #context: AudioContext | undefined;

  constructor() {
    for (const touch of unlockingTouches) document.addEventListener(touch, this.#unlock);
  }

  /**
   * False when nothing could be heard: still locked, or no audio on this device.
   * @param volume 0 to 1, of what small speakers can do.
   */
  play(meaning: ResultSound, volume = 1): boolean {
    const context = this.#context;
    if (context?.state !== 'running') return false;
    for (const note of melodies[meaning]) playNote(context, note, loudness * volume);
    return true;
  }

  readonly #unlock = (): void => {
    if (this.#context?.state === 'running') return;
    try {
      this.#context ??= this.#open();
      // A refusal comes back as a state that is not running; the next touch tries again.
      this.#context.resume().catch(() => undefined);
    } catch {
      // No audio device: the screen's colours and words stand alone.
    }
  };

  #open(): AudioContext {
    const context = new AudioContext();
    // Phone calls and the system may take the sound away later; then it is locked again.
    context.onstatechange = () => this.#locked.set(context.state !== 'running');
    return context;
  }
}

function playNote(context: AudioContext, note: Note, loud: number): void {
  const start = context.currentTime + note.fromMs / 1_000;
  const end = start + note.lastsMs / 1_000;
  const tone = new OscillatorNode(context, { type: 'triangle', frequency: note.hertz });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loud, start + edgeSeconds);
  volume.gain.setValueAtTime(loud, end - edgeSeconds);
  volume.gain.linearRampToValueAtTime(0, end);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(end);
}
