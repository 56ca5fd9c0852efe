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
