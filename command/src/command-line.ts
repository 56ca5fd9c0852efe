import { parseArgs } from 'node:util';
import type { Command, Values } from './command.ts';
import { StartRefused } from './start-refused.ts';

/** Reads the options of a command. An option it does not know, or one without its value, is refused in one line. */
export function parseCommandLine(
  name: string,
  command: Command,
  words: string[],
): { values: Values; positionals: string[] } {
  const options: Record<string, { type: 'string' | 'boolean' }> = { help: { type: 'boolean' } };
  for (const [option, { type }] of Object.entries(command.options)) options[option] = { type };
  try {
    const { values, positionals } = parseArgs({
      args: words,
      options,
      allowPositionals: command.takes !== undefined,
      allowNegative: false,
    });
    const plain: Values = {};
    for (const [option, value] of Object.entries(values)) {
      if (typeof value === 'string' || typeof value === 'boolean') plain[option] = value;
    }
    return { values: plain, positionals };
  } catch (cause) {
    const reason = cause instanceof Error ? (cause.message.split(/\. |\n/)[0] ?? '') : String(cause);
    throw new StartRefused(`${reason}; ./kumoh ${name} --help lists the options.`, { cause });
  }
}
