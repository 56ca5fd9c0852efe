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
  /** @property text null when no code was seen; never longer than domain's scannedCharactersMax. */
  | { is: 'answer'; number: number; text: string | null };
