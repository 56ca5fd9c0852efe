import { setTimeout as pause } from 'node:timers/promises';
import { Chance } from '../../../command/src/demo/chance.ts';
import { Browser } from '../browser.ts';
import { type Caller, everyCaller, may } from '../callers.ts';
import type { Campus } from '../campus.ts';
import { rolesOfProcedures } from '../roles-of-procedures.ts';
import type { HostileBody } from './bodies.ts';
import { callHostile } from './call.ts';
import { oddRequests } from './odd-requests.ts';
import { everyProcedure, type Procedure } from './procedures.ts';
import { changedTables, type Reached, readRows, tableNames } from './rows.ts';

/** Requests between two looks at the tables. */
const betweenLooks = 40;
/** Requests under way at once. */
const atOnce = 4;
/** An export of a test's few rows takes a moment; one that never ends shows in the rows. */
const exportPatienceMs = 30_000;
const exportLookMs = 50;

export interface DoorFigures {
  requests: number;
  procedures: number;
  reached: Record<Reached, number>;
  statuses: Record<number, number>;
  looks: number;
  tables: string[];
}

/** Hostile bodies at every procedure, from somebody who may call it. @throws at the first that does harm. */
export async function bodiesAtDoors(
  campus: Campus,
  { cases, seed }: { cases: number; seed: number },
): Promise<DoorFigures> {
  const callers = await everyCaller(campus);
  const chance = new Chance(seed);
  const procedures = everyProcedure();
  const all = procedures.reduce((sum, { bodies }) => sum + bodies.length, 0);
  const share = Math.min(1, cases / all);
  const figures: DoorFigures = {
    requests: 0,
    procedures: procedures.length,
    reached: { edge: 0, procedure: 0, done: 0 },
    statuses: {},
    looks: 0,
    tables: await tableNames(campus.db),
  };
  for (const procedure of procedures) {
    const caller = callerOf(callers, procedure);
    const chosen = share === 1 ? procedure.bodies : procedure.bodies.filter(() => chance.happens(share));
    for (let from = 0; from < chosen.length; from += betweenLooks)
      await someAt(campus, caller, procedure, chosen.slice(from, from + betweenLooks), figures);
    const browser = await browserOf(campus, caller, procedure);
    if (share === 1 || chance.happens(share * 4)) figures.requests += await oddRequests(browser, procedure);
  }
  return figures;
}

function callerOf(callers: readonly Caller[], { door, path }: Procedure): Caller {
  const who = rolesOfProcedures[door][path];
  // The last of those who may has shown the most; `anyone` is nobody.
  const found = who === undefined ? undefined : callers.find((caller) => may(caller, who));
  if (!found) throw new Error(`nobody may call ${door} ${path}`);
  return found;
}

async function browserOf(campus: Campus, caller: Caller, { door }: Procedure): Promise<Browser> {
  const browser = new Browser(campus.server.addresses[door]);
  for (const [name, value] of Object.entries(await caller.cookies())) browser.cookies.set(name, value);
  return browser;
}

async function someAt(
  campus: Campus,
  caller: Caller,
  procedure: Procedure,
  bodies: readonly HostileBody[],
  figures: DoorFigures,
): Promise<void> {
  const browser = await browserOf(campus, caller, procedure);
  await exportsWritten(campus.db);
  const before = await readRows(campus.db, figures.tables);
  const waiting = [...bodies];
  let furthest: Reached = 'edge';
  const work = async () => {
    for (let body = waiting.shift(); body; body = waiting.shift()) {
      const { door, path, type } = procedure;
      const { status, reached } = await callHostile(browser, { door, path, type, ...body });
      figures.requests += 1;
      figures.reached[reached] += 1;
      figures.statuses[status] = (figures.statuses[status] ?? 0) + 1;
      if (furthest === 'edge' || reached === 'done') furthest = reached;
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  figures.looks += 1;
  const changed = changedTables(before, await readRows(campus.db, figures.tables), furthest);
  if (changed.length > 0)
    throw new Error(
      `${procedure.door} ${procedure.path}: ${changed.join(', ')} changed by calls that got to the ${furthest}: ${bodies.map(({ name }) => name).join('; ')}`,
    );
}

/** A file that an earlier call asked for is written in the background, and is nobody's harm. */
async function exportsWritten(db: Campus['db']): Promise<void> {
  for (const end = Date.now() + exportPatienceMs; Date.now() < end; await pause(exportLookMs)) {
    const running = db.selectFrom('export_job').select('id').where('state', '=', 'running');
    if (!(await running.executeTakeFirst())) return;
  }
}
