import { check } from './check/check.ts';
import { test } from './gate/test.ts';

export type Values = Record<string, string | boolean>;

export interface Option {
  type: 'string' | 'boolean';
  /** What stands for the value in the help. */
  value?: string;
  says: string;
}

export interface Command {
  summary: string;
  options: Record<string, Option>;
  /** The name of what it takes besides options, if it takes anything. */
  takes?: string;
  /** Resolves to the exit code. */
  run(values: Values, positionals: string[]): Promise<number>;
}

export const DATA_OPTION: Option = { type: 'string', value: 'DIR', says: 'the data folder (default ./data)' };

/** The data folder that the options name. */
export function dataFolder(values: Values): string {
  return typeof values['data'] === 'string' ? values['data'] : 'data';
}

/** What `./kumoh` can do, in the order of its listing. A command stands here once it exists. */
export const commands: Record<string, Command> = {
  test: {
    summary: 'all tests: unit, property, integration, browser (ten minutes)',
    options: {},
    run: async () => ((await test()) ? 0 : 1),
  },
  check: {
    summary: 'format, lint, imports, types, unit tests (under a minute)',
    options: { fix: { type: 'boolean', says: 'mend the format first' } },
    run: async ({ fix }) => ((await check({ fix: fix === true })) ? 0 : 1),
  },
};
