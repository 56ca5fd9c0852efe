import type { AnyRouter } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from '../../test/browser.ts';
import { type Caller, everyCaller, may } from '../../test/callers.ts';
import { type Campus, openCampus } from '../../test/campus.ts';
import { rolesOfProcedures } from '../../test/roles-of-procedures.ts';
import { type DoorName, doorNames } from '../server-config.ts';
import { consoleRouter } from './console.ts';
import { counterRouter } from './counter.ts';
import { walletRouter } from './wallet.ts';

const routers: Record<DoorName, AnyRouter> = {
  wallet: walletRouter,
  counter: counterRouter,
  console: consoleRouter,
};
const procedures = (door: DoorName): Record<string, { _def: { type: string } }> =>
  routers[door]._def.procedures;

let campus: Campus;
let callers: Caller[];
beforeAll(async () => {
  campus = await openCampus();
  callers = await everyCaller(campus);
});
afterAll(() => campus.stop());

/** The same call for everybody: no input. Refused for who calls, or not: then the input is wrong, or nothing is. */
async function isTurnedAway(door: DoorName, path: string, caller: Caller): Promise<boolean> {
  const browser = new Browser(campus.server.addresses[door]);
  for (const [name, value] of Object.entries(await caller.cookies())) browser.cookies.set(name, value);
  const type = procedures(door)[path]?._def.type;
  if (type === 'mutation') return [401, 403].includes((await browser.post(path, {})).status);
  const ending = new AbortController();
  const answer = await browser.fetch(`${browser.address}/trpc/${path}`, {
    signal: ending.signal,
    headers: type === 'subscription' ? { accept: 'text/event-stream' } : {},
  });
  const turnedAway =
    [401, 403].includes(answer.status) ||
    (type === 'subscription' && /SIGN_IN_AGAIN|NOT_AUTHORISED|TOTP_WRONG/.test(await firstOf(answer)));
  ending.abort();
  return turnedAway;
}

/** What a stream says until it says something beside its greeting, or for a moment. */
async function firstOf(answer: Response): Promise<string> {
  const reader = answer.body?.getReader();
  let text = '';
  const end = new Promise<null>((resolve) => setTimeout(resolve, 200, null));
  for (
    let chunk = await Promise.race([reader?.read(), end]);
    chunk && !chunk.done;
    chunk = await Promise.race([reader?.read(), end])
  ) {
    text += Buffer.from(chunk.value).toString();
    if (/event: (return|serialized-error)|error/.test(text)) break;
  }
  return text;
}

describe.each(doorNames)('the %s door', (door) => {
  it('has each of its procedures in the table of roles, and no other', () => {
    expect(Object.keys(procedures(door)).sort()).toEqual(Object.keys(rolesOfProcedures[door]).sort());
  });

  it.each(Object.entries(rolesOfProcedures[door]))('%s is for %s and nobody else', async (path, who) => {
    for (const caller of callers) {
      const turnedAway = await isTurnedAway(door, path, caller);
      expect(`${caller.name}: ${turnedAway ? 'turned away' : 'let through'}`).toBe(
        `${caller.name}: ${may(caller, who) ? 'let through' : 'turned away'}`,
      );
    }
  });
});
