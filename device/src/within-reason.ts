/** Longer than the server itself waits for an outcome: beyond it the answer is lost, and is asked for again. */
const answerMaxMs = 13_000;

/** When a call is given up. That says nothing about what it asked for: an order may have arrived. */
export interface Bound {
  signal: AbortSignal;
}
export const withinReason = (): Bound => ({ signal: AbortSignal.timeout(answerMaxMs) });
