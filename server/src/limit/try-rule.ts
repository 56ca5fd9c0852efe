/** `free` tries at once, then a wait that doubles with each further one, up to `longestMs`. */
export interface TryRule {
  free: number;
  firstWaitMs: number;
  longestMs: number;
}
