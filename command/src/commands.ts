import { check } from './check/check.ts';
import { type Command, DATA_OPTION, type Values } from './command.ts';
import { test } from './gate/test.ts';

/** Loaded only when asked for: `check` must run while the server room is being rebuilt. */
async function start(values: Values): Promise<number> {
  const [{ startCommand }, { startServer }] = await Promise.all([
    import('./start/start-command.ts'),
    import('@kumoh-pay/server'),
  ]);
  return startCommand(values, startServer);
}

/** What `./kumoh` can do, in the order of its listing. A command stands here once it exists. */
export const commands: Record<string, Command> = {
  start: {
    summary: 'run everything on this computer: a demo campus, or with --empty a real one',
    options: {
      data: DATA_OPTION,
      port: {
        type: 'string',
        value: 'N',
        says: 'wallet N, counter N+1, console N+2, local N+3 (default 8080)',
      },
      empty: { type: 'boolean', says: 'a real campus, empty, with its first-run page' },
      lan: { type: 'boolean', says: 'HTTPS for phones in the same network' },
      ledger: { type: 'string', value: 'KIND', says: 'embedded (default)' },
      'no-open': { type: 'boolean', says: 'leave the browser closed' },
    },
    run: start,
  },
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
