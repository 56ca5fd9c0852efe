/**
 * Where a stream stands: the journal's sequence, for a wallet the last refusal told, and the last message. Written
 * `12.3.4` in event ids; a phone that last heard an older server gives two numbers.
 */
export interface Cursor {
  sequence: number;
  refusal: number;
  message: number;
}

export const cursorText = ({ sequence, refusal, message }: Cursor): string =>
  `${sequence}.${refusal}.${message}`;

/** Null for anything but an id of ours: then the stream begins now. */
export function readCursor(text: string | null | undefined): Cursor | null {
  const match = /^(\d{1,15})\.(\d{1,15})(?:\.(\d{1,15}))?$/.exec(text ?? '');
  return match
    ? { sequence: Number(match[1]), refusal: Number(match[2]), message: Number(match[3] ?? 0) }
    : null;
}
