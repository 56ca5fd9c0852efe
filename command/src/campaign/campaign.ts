import { randomInt } from 'node:crypto';
import type { Values } from '../command.ts';
import { StartRefused } from '../start-refused.ts';
import { campaigns } from './campaigns.ts';
import { noteRun } from './reliability.ts';

const seedMax = 2 ** 31;
/** What of a failure stands in the table; the whole was printed. */
const failureMax = 200;

/** `./kumoh campaign NAME --cases N --seed S`: the count, its figures, a line in docs/reliability.md. Resolves to the exit code. */
export async function campaign(values: Values, [name = '', ...more]: string[]): Promise<number> {
  const wanted = Object.hasOwn(campaigns, name) ? campaigns[name] : undefined;
  if (!wanted || more.length > 0)
    throw new StartRefused(`Name one campaign: ${Object.keys(campaigns).join(', ')}.`);
  const cases = wholeNumber(values, 'cases') ?? wanted.cases;
  const seed = wholeNumber(values, 'seed') ?? randomInt(seedMax);
  try {
    const result = await wanted.run({ cases, seed }, console.log);
    console.log(`${name}: ${cases} ${wanted.unit}, seed ${seed}: ${result}`);
    await noteRun({ campaign: name, cases, seed, result });
    return 0;
  } catch (error) {
    console.error(error);
    const why = error instanceof Error ? error.message : String(error);
    await noteRun({ campaign: name, cases, seed, result: `FAILED: ${why.slice(0, failureMax)}` });
    return 1;
  }
}

/** @throws StartRefused for what is no number above zero. */
function wholeNumber(values: Values, option: string): number | null {
  const text = values[option];
  if (text === undefined) return null;
  const number = Number(text);
  if (!Number.isSafeInteger(number) || number < 1)
    throw new StartRefused(`--${option} takes a whole number above zero, not ${String(text)}.`);
  return number;
}
