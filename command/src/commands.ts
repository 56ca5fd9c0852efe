import { check } from './check/check.ts';
import { type Command, DATA_OPTION, dataFolder, type Values } from './command.ts';
import { test } from './gate/test.ts';

/** Loaded only when asked for: `check` must run while the server room is being rebuilt. */
async function start(values: Values): Promise<number> {
  const [{ startCommand }, { startServer }] = await Promise.all([
    import('./start/start-command.ts'),
    import('@kumoh-pay/server'),
  ]);
  return startCommand(values, startServer);
}

async function audit(values: Values): Promise<number> {
  const { runAudit } = await import('@kumoh-pay/audit');
  const given: Values = { ...values, data: dataFolder(values) };
  const words = Object.entries(given).flatMap(([name, value]) =>
    value === true ? [`--${name}`] : [`--${name}`, String(value)],
  );
  // A witness has a peer's certificate and no database.
  if (typeof values['peer'] === 'string') return runAudit(words);
  const { readIndex } = await import('./audit-index.ts');
  return runAudit(words, console.log, () => readIndex(dataFolder(values)));
}

const backupCommands = () => import('./backup/backup-commands.ts');

async function runBench({ json, only, profile, ledger }: Values): Promise<number> {
  if (ledger === 'fabric') {
    const { fabricBench } = await import('../../bench/src/fabric/main.ts');
    return fabricBench(json === true);
  }
  const { bench } = await import('../../bench/src/main.ts');
  const text = (value: string | boolean | undefined) => (typeof value === 'string' ? value : undefined);
  return bench({ json: json === true, only: text(only), profile: text(profile) });
}

async function runCampaign(values: Values, positionals: string[]): Promise<number> {
  const { campaign } = await import('./campaign/campaign.ts');
  return campaign(values, positionals);
}

async function runFabric(values: Values, positionals: string[]): Promise<number> {
  const { fabricCommand } = await import('./fabric/fabric-command.ts');
  return fabricCommand(values, positionals);
}

async function runGallery(values: Values): Promise<number> {
  const { gallery } = await import('./gallery/gallery.ts');
  return gallery(values);
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
      ledger: {
        type: 'string',
        value: 'KIND',
        says: 'embedded (default), or fabric: a network of three organisations',
      },
      'no-open': { type: 'boolean', says: 'leave the browser closed' },
    },
    run: start,
  },
  audit: {
    summary: 'check the ledger from its first block, with code of its own; the server may run',
    options: {
      data: DATA_OPTION,
      peer: {
        type: 'string',
        value: 'FILE',
        says: 'a connection file: one organisation’s own Fabric peer, its certificate alone, no database',
      },
      receipt: { type: 'string', value: 'FILE', says: 'also check one proof file against the chain' },
      json: { type: 'boolean', says: 'the report as JSON' },
      name: { type: 'string', value: 'LEDGER', says: 'the ledger must have this name' },
      ledger: { type: 'string', value: 'KIND', says: 'embedded (default)' },
    },
    run: audit,
  },
  'rebuild-index': {
    summary: 'make the index anew from the ledger, with the server stopped',
    options: { data: DATA_OPTION },
    run: async (values) => (await backupCommands()).rebuildIndexCommand(values),
  },
  backup: {
    summary: 'copy ledger, keys and records into a new folder; the server may run',
    options: {
      data: DATA_OPTION,
      to: { type: 'string', value: 'DIR', says: 'the folder for the backup, empty or new' },
    },
    run: async (values) => (await backupCommands()).backupCommand(values),
  },
  restore: {
    summary: 'bring a backup into an empty data folder and make its index anew',
    options: {
      data: DATA_OPTION,
      from: { type: 'string', value: 'DIR', says: 'the folder of the backup' },
    },
    run: async (values) => (await backupCommands()).restoreCommand(values),
  },
  test: {
    summary: 'all tests: unit, property, integration, browser (twenty minutes)',
    options: {},
    run: async () => ((await test()) ? 0 : 1),
  },
  check: {
    summary: 'format, lint, imports, types, unit tests (under a minute)',
    options: { fix: { type: 'boolean', says: 'mend the format first' } },
    run: async ({ fix }) => ((await check({ fix: fix === true })) ? 0 : 1),
  },
  bench: {
    summary: 'what a charge costs on this machine, at the ledger and through the door',
    options: {
      json: { type: 'boolean', says: 'the figures as JSON' },
      only: {
        type: 'string',
        value: 'PART',
        says: 'one of ledger, door and scans alone; or office (a million entries), wallet (500 phones)',
      },
      profile: { type: 'string', value: 'DIR', says: 'the door server’s processor profile goes here' },
      ledger: { type: 'string', value: 'KIND', says: 'embedded (default), or fabric: a network of its own' },
    },
    run: runBench,
  },
  gallery: {
    summary: 'a picture of every screen in every state, language, theme and size',
    options: {
      out: { type: 'string', value: 'DIR', says: 'where the pictures go (default ./gallery)' },
      app: { type: 'string', value: 'APP', says: 'wallet, counter or console only' },
    },
    run: runGallery,
  },
  fabric: {
    summary: 'the Fabric network of a data folder: up, down, status, logs, deploy',
    takes: 'VERB',
    options: {
      data: DATA_OPTION,
      process: { type: 'string', value: 'NAME', says: 'logs: of one process only' },
      lines: { type: 'string', value: 'N', says: 'logs: so many lines of each (default 20)' },
    },
    run: runFabric,
  },
  campaign: {
    summary:
      'the large counts, by name (conservation, counter, exactly-once, hostile …); noted in docs/reliability.md',
    takes: 'NAME',
    options: {
      cases: { type: 'string', value: 'N', says: 'how many (each campaign has its own default)' },
      seed: { type: 'string', value: 'S', says: 'the same run again' },
    },
    run: runCampaign,
  },
};
