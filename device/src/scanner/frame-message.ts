/** What passes between the page and the worker that reads pictures. One picture is on its way at a time. */
export interface FrameQuestion {
  number: number;
  picture: ImageBitmap;
  /** Look longer: turned, small and inverted codes too. */
  thorough: boolean;
}

export type WorkerMessage =
  | { is: 'ready' }
  | { is: 'broken' }
  /** @property texts of the codes that were seen, none as a rule; never longer than domain's scannedCharactersMax. */
  | { is: 'answer'; number: number; texts: readonly string[] };
