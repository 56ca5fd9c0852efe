/** Where a stream stands: the journal's sequence, and for a wallet the last refusal told. Written `12.3` in event ids. */
export interface Cursor {
  sequence: number;
  refusal: number;
}

export const cursorText = ({ sequence, refusal }: Cursor): string => `${sequence}.${refusal}`;

/** Null for anything but an id of ours: then the stream begins now. */
export function readCursor(text: string | null | undefined): Cursor | null {
  const match = /^(\d{1,15})\.(\d{1,15})$/.exec(text ?? '');
  return match ? { sequence: Number(match[1]), refusal: Number(match[2]) } : null;
}
