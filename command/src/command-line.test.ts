import { expect, test } from 'vitest';
import type { Command } from './command.ts';
import { parseCommandLine } from './command-line.ts';

const command: Command = {
  summary: 'opens the shop',
  options: { port: { type: 'string', says: 'its door' }, empty: { type: 'boolean', says: 'no goods' } },
  run: async () => 0,
};

test('options reach the command by name', () => {
  expect(parseCommandLine('start', command, ['--port', '9000', '--empty'])).toEqual({
    values: { port: '9000', empty: true },
    positionals: [],
  });
});

test.each([
  [['--colour'], /^Unknown option '--colour'; \.\/kumoh start --help lists the options\.$/],
  [['--port'], /--port.*argument missing; /],
  [['everything'], /Unexpected argument 'everything'/],
  [['--empty=yes'], /--empty.*does not take an argument; /],
])('%j is refused in one line', (words, line) => {
  expect(() => parseCommandLine('start', command, words)).toThrow(line);
  expect(() => parseCommandLine('start', command, words)).not.toThrow('\n');
});
