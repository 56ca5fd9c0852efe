import { spawn } from 'node:child_process';

export interface ProgramResult {
  passed: boolean;
  /** What it said, both streams in the order in which they came. */
  output: string;
}

/** Runs a program to its end and keeps what it says. Never rejects: a program that cannot be started has failed. */
export function runProgram(program: string, options: string[], folder: string): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    const child = spawn(program, options, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (piece: Buffer) => pieces.push(piece));
    child.stderr.on('data', (piece: Buffer) => pieces.push(piece));
    child.once('error', (error) => resolve({ passed: false, output: `${program}: ${error.message}` }));
    child.once('close', (code) =>
      resolve({ passed: code === 0, output: Buffer.concat(pieces).toString('utf8') }),
    );
  });
}
