import type { ValidationCode } from './block.ts';
import type { StateChange } from './block-state.ts';

/** One block on its way to the disk: its text, its index rows and what it does to the state. */
export type Commit = {
  number: number;
  hash: string;
  json: string;
  index: { id: string; code: ValidationCode }[];
  changes: StateChange[];
};

export type WriterRequest = { kind: 'commit'; commit: Commit } | { kind: 'fold-log' } | { kind: 'close' };
export type WriterAnswer = { kind: 'ready' | 'done' } | { kind: 'failed'; error: Error };
export type WriterOptions = { directory: string; mirrorDirectory: string | undefined };
