import { setTimeout as pause } from 'node:timers/promises';
import { amountSchema, issuePartSize, minuteMs, newId } from '@kumoh-pay/domain';
import { Chance } from '../../../command/src/demo/chance.ts';
import type { ConsoleRouter } from '../../src/index.ts';
import { Browser } from '../browser.ts';
import { value } from '../founding.ts';
import { BusyCounter, type ToldCharge } from './busy-counter.ts';
import { judge } from './judge.ts';
import { fileOf, listOf, type SentIssue } from './list.ts';
import { type OfficeAtNoon, openOffice } from './office-at-noon.ts';

/** One line in twenty-six is wrong: 200 beside 5,000. */
const receiversPerFault = 25;
const killsMost = 5;
/** Random, beyond the part that the kill waits for: longer than a part takes. */
const beyondMs = 150;
/** Charges without an issue beside them are watched so long, in milliseconds for each receiver of the issue. */
const calmMsEach = 3;
const calmMsLeast = 3_000;
const patienceMs = 10 * minuteMs;
const lookMs = 10;

export interface IssuingFigures {
  receivers: number;
  faults: number;
  parts: number;
  /** The dry run of the whole list. */
  checkMs: number;
  /** From the second officer's signature until the first part's answer, and until the last one is in the index. */
  answeredMs: number;
  issuedMs: number;
  kills: number;
  /** With the kills and the starts after them. */
  killedIssueMs: number;
  charges: number;
  /** Of the charges begun in each span, in milliseconds. */
  p95: Record<SpanName, number>;
  unheard: number;
}

/** Lunch alone, beside the dry run, beside the issue that nothing broke, and over the one that was killed. */
type SpanName = 'calm' | 'checking' | 'issuing' | 'killed';
type Spans = Record<SpanName, { from: number; to: number }>;

/**
 * So many receivers from a list with faults, given by two officers while 20 terminals charge: once undisturbed, once killed
 * in its midst at random moments. @throws when a line came to something else than it should, or anybody was paid twice.
 */
export async function runIssuing(
  { cases, seed }: { cases: number; seed: number },
  print: (line: string) => void = console.log,
): Promise<IssuingFigures> {
  print(`issuing: ${cases} receivers, seed ${seed}`);
  const chance = new Chance(seed);
  const faults = Math.round(cases / receiversPerFault);
  const office = await openOffice({ receivers: cases, faults });
  try {
    const counters = office.counters.map((counter) => new BusyCounter(office, counter, chance));
    const result = await whileCharging(counters, () => bothIssues(office, chance, faults, print));
    const told = counters.flatMap((counter) => counter.told);
    await office.server.stop();
    await judge(office, result.sent, told);
    const unheard = counters.reduce((sum, counter) => sum + counter.unheard, 0);
    const p95 = p95Of(told, result.spans);
    return { receivers: cases, faults, ...result.figures, charges: told.length, p95, unheard };
  } finally {
    await office.stop();
  }
}

async function whileCharging<T>(counters: readonly BusyCounter[], work: () => Promise<T>): Promise<T> {
  let open = true;
  const charging = Promise.all(counters.map((counter) => counter.run(() => open)));
  try {
    return await Promise.race([work(), charging.then(() => Promise.reject(new Error('lunch is over')))]);
  } finally {
    open = false;
    await charging;
  }
}

async function bothIssues(
  office: OfficeAtNoon,
  chance: Chance,
  faults: number,
  print: (line: string) => void,
) {
  const { calm, killed } = office.programmes;
  const alone = await span(() => pause(Math.max(calmMsLeast, calmMsEach * office.roll.receivers.length)));
  const [first, second] = [calm, killed].map((programme) => ({
    order: newId(),
    programme,
    lines: listOf(office.roll, faults, chance),
  }));
  if (!first || !second) throw new Error('two issues');
  const checking = await span(() => prepare(office, first));
  const approving = await span(() => approve(office, checking.done));
  const rest = await span(() => untilParts(office, checking.done, checking.done.parts));
  const issuing = { from: approving.from, to: rest.to };
  const { parts, checkMs } = checking.done;
  const answeredMs = approving.to - approving.from;
  const issuedMs = issuing.to - issuing.from;
  print(`dry run ${checkMs} ms; ${parts} parts in ${issuedMs} ms, the first answered after ${answeredMs} ms`);
  const again = await prepare(office, second);
  const kills = Math.min(killsMost, parts - 1);
  const broken = await span(async () => {
    const approved = approve(office, again);
    await killInTheMidst(office, again, { kills, chance, print });
    await approved;
    await untilParts(office, again, parts);
  });
  const killedIssueMs = broken.to - broken.from;
  print(`${kills} kills; whole after ${killedIssueMs} ms`);
  const figures = { parts, checkMs, answeredMs, issuedMs, kills, killedIssueMs };
  return { sent: [first, second], spans: { calm: alone, checking, issuing, killed: broken }, figures };
}

async function span<T>(work: () => Promise<T>): Promise<{ from: number; to: number; done: T }> {
  const from = Date.now();
  const done = await work();
  return { from, to: Date.now(), done };
}

const consoleOf = ({ server }: OfficeAtNoon, cookie: string) => {
  const browser = new Browser(server.addresses.console);
  const [name = '', token = ''] = cookie.split('=');
  browser.cookies.set(name, token);
  return browser.client<ConsoleRouter>();
};

/** The dry run of the file, the order over what it finds right, and the issuer's signature: it waits for the second officer. */
async function prepare(office: OfficeAtNoon, { order, programme, lines }: SentIssue) {
  const { campus, cookies } = office;
  const issuer = consoleOf(office, cookies.issuer);
  const file = Buffer.from(fileOf(lines)).toString('base64');
  const list = { order, programme, source: { file }, sameForAll: null, againToo: false };
  const start = performance.now();
  const checked = value(await issuer.issue.check.mutate(list));
  const checkMs = Math.round(performance.now() - start);
  const receivers = checked
    .flatMap(({ account, amount, problem }) =>
      problem === null && account ? [{ account, amount: amountSchema.parse(amount) }] : [],
    )
    .sort((a, b) => (a.account < b.account ? -1 : 1));
  const body = { until: Date.now() + 60 * minuteMs, programme, receivers };
  const issue = { type: 'issue' as const, id: order, body, at: Date.now() };
  const { kim, lee } = campus;
  const [first, second] = [kim, lee].map(({ hand, id }) =>
    hand.signOrder(campus.money.ledgerName, issue, 'officer', id),
  );
  if (!first || !second) throw new Error('two officers sign');
  value(await issuer.approval.propose.mutate({ signed: { order: issue, signatures: [first] }, shown: null }));
  const parts = Math.ceil(receivers.length / issuePartSize);
  return { order, checkMs, parts, signature: second.signature };
}
type Prepared = Awaited<ReturnType<typeof prepare>>;

/** The second officer signs, and signs again when no answer came. */
async function approve(office: OfficeAtNoon, { order, signature }: Prepared): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(100)) {
    const approver = consoleOf(office, office.cookies.approver);
    const answer = await approver.approval.sign.mutate({ id: order, signature }).catch(() => null);
    if (answer?.ok) return;
    if (answer && answer.code !== 'OUTCOME_UNKNOWN' && answer.code !== 'LEDGER_UNAVAILABLE') value(answer);
  }
  throw new Error('the second officer never heard what became of it');
}

async function killInTheMidst(
  office: OfficeAtNoon,
  issue: Prepared,
  { kills, chance, print }: { kills: number; chance: Chance; print: (line: string) => void },
): Promise<void> {
  for (let kill = 0; kill < kills; kill++) {
    const [from, to] = [kill, kill + 1].map((place) => Math.floor((place * (issue.parts - 1)) / kills));
    await untilParts(office, issue, chance.between(from ?? 0, Math.max(from ?? 0, (to ?? 1) - 1)));
    await pause(chance.between(0, beyondMs));
    await office.server.kill();
    const done = await partsDone(office, issue);
    print(`kill ${kill + 1}: ${done} of ${issue.parts} parts were in the index`);
    if (done >= issue.parts) throw new Error('the issue was over before the kill');
    await office.server.start();
  }
}

async function untilParts(office: OfficeAtNoon, issue: Prepared, parts: number): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end; await pause(lookMs))
    if ((await partsDone(office, issue)) >= parts) return;
  throw new Error(`the issue did not come to part ${parts}`);
}

async function partsDone({ db }: OfficeAtNoon, { order }: Prepared): Promise<number> {
  const rows = await db
    .selectFrom('journal')
    .select('part')
    .where('type', '=', 'issue')
    .where('order_id', '=', order)
    .execute();
  return rows.length;
}

/** Of the charges that were begun in each span. */
function p95Of(told: readonly ToldCharge[], spans: Spans): Record<SpanName, number> {
  const of = ({ from, to }: { from: number; to: number }): number => {
    const times = told
      .filter(({ askedAt }) => askedAt >= from && askedAt < to)
      .map(({ tookMs }) => tookMs)
      .sort((a, b) => a - b);
    return Math.round(times[Math.floor(0.95 * times.length)] ?? Number.NaN);
  };
  const { calm, checking, issuing, killed } = spans;
  return { calm: of(calm), checking: of(checking), issuing: of(issuing), killed: of(killed) };
}
