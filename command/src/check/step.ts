import type { ProgramResult } from './run-program.ts';

export interface Step {
  name: string;
  run(): Promise<ProgramResult>;
}
