import { openCampus } from '../campus.ts';
import { bodiesAtDoors, type DoorFigures } from './bodies-at-doors.ts';
import { codesAtDoors } from './codes-at-doors.ts';

/**
 * Hostile bodies at every procedure and hostile codes at the counter and the wallet, against a whole server. `cases` is
 * about how many bodies; more than there are means all. @throws at the first that does harm: a fault, a hang, something
 * internal told, a row changed by what was refused.
 */
export async function runHostile(
  { cases, seed }: { cases: number; seed: number },
  print: (line: string) => void = console.log,
): Promise<DoorFigures & { codes: number }> {
  print(`hostile: about ${cases} bodies, seed ${seed}`);
  const campus = await openCampus();
  try {
    const codes = await codesAtDoors(campus, { cases, seed });
    const figures = await bodiesAtDoors(campus, { cases, seed });
    if (/"level":(50|60)/.test(campus.log()))
      throw new Error(`the server noted a fault: ${faultsIn(campus.log())}`);
    print(JSON.stringify({ codes, ...figures, tables: figures.tables.length }));
    return { ...figures, codes };
  } catch (cause) {
    throw new Error(`${cause instanceof Error ? cause.message : ''}\n${faultsIn(campus.log())}`, { cause });
  } finally {
    await campus.stop();
  }
}

const faultsIn = (log: string): string =>
  log
    .split('\n')
    .filter((line) => /"level":(50|60)/.test(line))
    .slice(0, 3)
    .join('\n');
