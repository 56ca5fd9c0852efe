import type { Command } from './command.ts';
import { parseCommandLine } from './command-line.ts';
import { commands } from './commands.ts';
import { switchOnGitHooks } from './git-hooks.ts';
import { StartRefused } from './start-refused.ts';

function listing(): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(14)} ${summary}`);
  return `Kumoh Pay: campus vouchers on a ledger.\n\nUsage: ./kumoh COMMAND [options]     ./kumoh COMMAND --help\n\n${rows.join('\n')}\n`;
}

function helpOf(name: string, { summary, options }: Command): string {
  const all: Command['options'] = { ...options, help: { type: 'boolean', says: 'this text' } };
  const rows = Object.entries(all).map(
    ([option, { value, says }]) => `  --${[option, value].filter(Boolean).join(' ').padEnd(18)} ${says}`,
  );
  return `./kumoh ${name}: ${summary}\n\n${rows.join('\n')}\n`;
}

async function main(words: string[]): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    console.log(listing());
    return 0;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new StartRefused(`there is no command "${name}"; ./kumoh lists them.`);
  }
  const { values, positionals } = parseCommandLine(name, command, rest);
  if (values['help'] === true) {
    console.log(helpOf(name, command));
    return 0;
  }
  await switchOnGitHooks();
  return command.run(values, positionals);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    // By name: the server room refuses with a class of its own.
    const refused = error instanceof Error && error.name === 'StartRefused';
    console.error(refused ? `kumoh: ${error.message}` : error);
    process.exitCode = 1;
  },
);
