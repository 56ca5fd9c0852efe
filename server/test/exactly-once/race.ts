import { setTimeout as pause } from 'node:timers/promises';
import { type SignedOrder, won } from '@kumoh-pay/domain';
import { type Person, terminalSigns } from '../../src/order/test-campus.ts';
import { type Asker, ask, askUntilTold } from './askers.ts';
import { Connection } from './connection.ts';
import type { CounterAtNoon } from './counter-at-noon.ts';
import type { Plan } from './plan.ts';

/** Askers of one charge; half of them on each connection. */
export const askersOfOne = 50;
/** More than a poor member holds, less than a rich one. */
export const price = 3_000;
export const rise = 5_000;

export interface Raced {
  member: Person;
  charge: SignedOrder;
  /** Answers of the askers, each asked again at the end. */
  charges: string[];
  voids: string[];
  /** Answers that were lost or unknown during the race. */
  unheard: number;
}
type Lines = [Connection, Connection];

/** All askers at once, the trouble, and then each asks again until it is told. @throws when two answers of one asker differ. */
export async function runRace(noon: CounterAtNoon, plan: Plan): Promise<Raced> {
  const { server, vendor, terminal, campus } = noon;
  const member = (plan.rises ? noon.poor : noon.rich).shift();
  if (!member) throw new Error('every member has had a race');
  const charge = campus.charge(vendor, terminal, member, price);
  const stop = campus.sign('void', { type: 'charge', id: charge.order.id, vendor }, [
    terminalSigns(terminal),
  ]);
  const askers = Array.from({ length: askersOfOne }, (_, place): Asker => {
    const voids = plan.voided && place >= askersOfOne / 2;
    return voids
      ? { procedure: 'sale.void', input: { signed: stop }, heard: [] }
      : { procedure: 'sale.charge', input: { signed: charge, basket: [] }, heard: [] };
  });
  const office = plan.rises ? issueTo(noon, member) : null;
  const kills = plan.trouble !== 'nothing' && plan.trouble !== 'answers lost';
  if (kills) await server.dieAt(plan.trouble, plan.time);
  await allAtOnce(noon, plan, askers, office);
  if (kills) {
    await server.died();
    await server.start();
  }
  const unheard = askers.filter(({ heard }) => heard[0] === null).length;
  const lines = await openLines(noon);
  if (office) await withOffice(noon, (line) => issued(office, line));
  const told = await Promise.all(askers.map((asker, place) => askUntilTold(asker, lineOf(lines, place))));
  for (const line of lines) line.break();
  for (const asker of askers) agree(asker, plan);
  const of = (procedure: string) => told.filter((_, place) => askers[place]?.procedure === procedure);
  return { member, charge, charges: of('sale.charge'), voids: of('sale.void'), unheard };
}

async function issued(office: Asker, line: Connection): Promise<void> {
  const told = await askUntilTold(office, line);
  // A yes of the office's door has nothing to add; a no is a code.
  if (told !== 'null') throw new Error(`the issue was refused: ${told}`);
}

/** A definite answer is an answer for ever. */
function agree({ heard, procedure }: Asker, plan: Plan): void {
  const different = new Set(heard.filter((one) => one !== null));
  if (different.size > 1)
    throw new Error(`${procedure}, ${JSON.stringify(plan)}: told ${[...different].join(' and then ')}`);
}

async function allAtOnce(
  noon: CounterAtNoon,
  plan: Plan,
  askers: readonly Asker[],
  office: Asker | null,
): Promise<void> {
  const lines = await openLines(noon);
  const sent: Promise<void>[] = [];
  const send = (from: number, to: number) => {
    for (const [n, asker] of askers.slice(from, to).entries()) sent.push(ask(asker, lineOf(lines, from + n)));
  };
  const half = askersOfOne / 2;
  await withOffice(noon, async (line) => {
    const issue = () => (office ? ask(office, line) : Promise.resolve());
    if (office && plan.issue === 'before all') {
      sent.push(issue());
      await pause(plan.leadMs);
    }
    send(0, half);
    if (plan.voided) await pause(plan.leadMs);
    if (office && plan.issue === 'between, together') sent.push(issue());
    if (office && plan.issue === 'between, waited for') await issue();
    send(half, askersOfOne);
    if (plan.trouble === 'answers lost') {
      await pause(plan.breakMs);
      for (const one of lines) one.break();
    }
    await Promise.all(sent);
  });
  for (const line of lines) line.break();
}

const lineOf = (lines: Lines, place: number): Connection => lines[place % 2 === 0 ? 0 : 1];

async function openLines({ server, cookies }: CounterAtNoon): Promise<Lines> {
  const [first, second] = cookies.counter;
  const { counter } = server.addresses;
  return [await Connection.open(counter, first), await Connection.open(counter, second)];
}

async function withOffice<T>(noon: CounterAtNoon, work: (line: Connection) => Promise<T>): Promise<T> {
  const line = await Connection.open(noon.server.addresses.console, noon.cookies.console);
  try {
    return await work(line);
  } finally {
    line.break();
  }
}

function issueTo({ campus, programme }: CounterAtNoon, { id }: Person): Asker {
  const until = Date.now() + 600_000;
  const receivers = [{ account: id, amount: won(rise) }];
  const signed = campus.sign('issue', { until, programme, receivers }, campus.both);
  return { procedure: 'issue.issue', input: { signed }, heard: [] };
}
