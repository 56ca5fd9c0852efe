import { join } from 'node:path';
import { isThere, ROOT, rooms } from '../root.ts';
import { checkHouseRules } from './house-rules.ts';
import { type ProgramResult, runProgram } from './run-program.ts';
import type { Step } from './step.ts';
import { typeSteps } from './types.ts';

/** Two at a time: that is what the smallest machine we care for has cores, and svelte-check wants memory. */
const STEPS_AT_ONCE = 2;

const tool = (name: string, options: string[]) =>
  runProgram(join(ROOT, 'node_modules/.bin', name), options, ROOT);

export async function checkSteps(): Promise<Step[]> {
  return [
    // First what takes longest, so that it does not run alone at the end.
    { name: 'unit tests', run: unitTests },
    ...(await typeSteps()),
    {
      name: 'format and lint',
      run: () => tool('biome', ['check', '--error-on-warnings', '--max-diagnostics=20']),
    },
    {
      name: 'casts, words, svelte',
      run: () => tool('eslint', ['--max-warnings=0', ...cached('eslint'), '.']),
    },
    { name: 'unused', run: () => tool('knip', ['--treat-config-hints-as-errors']) },
    { name: 'imports', run: importRules },
    { name: 'house rules', run: checkHouseRules },
  ];
}

/** Nine seconds in ten it parses. Its rules look at one file at a time, so a file with the same words has the same verdict. */
const cached = (name: string) => [
  '--cache',
  '--cache-strategy=content',
  `--cache-location=${join(ROOT, 'node_modules/.cache', name)}/`,
];

/** What biome can mend by itself: format, order of imports, safe fixes. */
export function format(): Promise<ProgramResult> {
  return tool('biome', ['check', '--write', '--max-diagnostics=20']);
}

function unitTests(): Promise<ProgramResult> {
  return tool('vitest', ['run', '--root', '.', '--project', 'unit', '--project', 'runes', '--reporter=dot']);
}

async function importRules(): Promise<ProgramResult> {
  const folders: string[] = [];
  for (const room of await rooms()) {
    for (const folder of ['src', 'test', 'stories']) {
      if (await isThere(join(ROOT, room, folder))) folders.push(`${room}/${folder}`);
    }
  }
  return tool('depcruise', ['--config', '.dependency-cruiser.cjs', '--output-type', 'err-long', ...folders]);
}

/** Runs the steps, says a line about each as it ends, then what the failing ones said. True if all passed. */
export async function runSteps(steps: Step[], say: (line: string) => void): Promise<boolean> {
  const waiting = [...steps];
  const failures: string[] = [];
  async function work(): Promise<void> {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const startedAt = performance.now();
      const { passed, output } = await step.run();
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      say(`${passed ? '✓' : '✗'} ${step.name.padEnd(28)} ${seconds.padStart(5)} s`);
      if (!passed) failures.push(`\n── ${step.name}\n${output.trimEnd()}`);
    }
  }
  await Promise.all(Array.from({ length: STEPS_AT_ONCE }, work));
  for (const failure of failures) say(failure);
  return failures.length === 0;
}
