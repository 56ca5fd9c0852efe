import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Block } from './block.ts';
import { parseBlock } from './block.ts';
import { syncDirectory } from './tip-file.ts';

/** Every block as one line of canonical JSON, in order from block 0. */
export const mirrorFileName = 'blocks.ndjson';

const stepBytes = 64 * 1024;
const newline = 0x0a;

/** The copy of all blocks on a second disk. */
export class Mirror {
  readonly path: string;
  readonly #file: number;
  #size: number;

  constructor(directory: string) {
    mkdirSync(directory, { recursive: true });
    this.path = join(directory, mirrorFileName);
    const isNew = !existsSync(this.path);
    this.#file = openSync(this.path, isNew ? 'w+' : 'r+');
    if (isNew) syncDirectory(directory);
    this.#size = fstatSync(this.#file).size;
  }

  /** Returns when the lines have reached the disk. */
  append(blockTexts: readonly string[]): void {
    const bytes = Buffer.from(blockTexts.map((text) => `${text}\n`).join(''));
    for (let written = 0; written < bytes.length; ) {
      written += writeSync(this.#file, bytes, written, bytes.length - written, this.#size + written);
    }
    fsyncSync(this.#file);
    this.#size += bytes.length;
  }

  /** The last whole block. A line cut short by a crash, which was never answered, is removed. */
  lastBlock(): Block | undefined {
    const end = this.#newlineBefore(this.#size);
    if (end + 1 !== this.#size) {
      ftruncateSync(this.#file, end + 1);
      fsyncSync(this.#file);
      this.#size = end + 1;
    }
    if (end < 0) return undefined;
    const start = this.#newlineBefore(end) + 1;
    const line = Buffer.alloc(end - start);
    readSync(this.#file, line, 0, line.length, start);
    return parseBlock(line.toString());
  }

  close(): void {
    closeSync(this.#file);
  }

  /** Place of the last newline before `end`, or -1. */
  #newlineBefore(end: number): number {
    for (let from = end; from > 0; ) {
      const start = Math.max(0, from - stepBytes);
      const piece = Buffer.alloc(from - start);
      readSync(this.#file, piece, 0, piece.length, start);
      const found = piece.lastIndexOf(newline);
      if (found >= 0) return start + found;
      from = start;
    }
    return -1;
  }
}
