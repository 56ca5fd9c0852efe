import { checkSteps, format, runSteps } from './steps.ts';
import { syncApps } from './types.ts';

/** `./kumoh check`: format, lint, imports, types, house rules, unit tests. True if all passed. */
export async function check({ fix }: { fix: boolean }): Promise<boolean> {
  const startedAt = performance.now();
  if (fix) {
    const formatted = await format();
    console.log(formatted.output.trimEnd());
  }
  const synced = await syncApps();
  if (!synced.passed) console.log(synced.output);
  const passed = synced.passed && (await runSteps(await checkSteps(), (line) => console.log(line)));
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(passed ? `\nAll good, in ${seconds} s.` : `\nNot yet, in ${seconds} s.`);
  return passed;
}
