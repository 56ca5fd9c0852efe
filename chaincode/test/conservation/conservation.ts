import { auditLedger, openEmbeddedSource } from '@kumoh-pay/audit';
import { hourMs, minuteMs, type OrderType, secondMs } from '@kumoh-pay/domain';
import fc from 'fast-check';
import type { Model } from '../model/model.ts';
import { type Bundle, Scenario } from './scenario.ts';
import { Tally } from './tally.ts';
import { TestLedger } from './test-ledger.ts';

/** Nine in the morning in Seoul. */
export const startMs = Date.UTC(2026, 10, 2);
/** Bundles of one ledger's life: about five hundred orders over several days; four of five ledgers live shorter. */
const bundlesPerLedger = 200;
const bundlesOfShortLife = 40;
/** Shrinking a failure may take this long before the smallest found so far is told. */
const shrinkingLimitMs = minuteMs;

/** How often each order is drawn, beside the others, where the step does not aim at something rare (aim.ts). */
const weights: Record<OrderType, number> = {
  charge: 36,
  pay: 28,
  presentCharge: 14,
  transfer: 24,
  refund: 20,
  issue: 22,
  sealDay: 20,
  countDay: 14,
  approveSettlement: 14,
  rejectSettlement: 18,
  preparePayout: 16,
  cancelPayout: 26,
  recordPayout: 34,
  revoke: 9,
  expire: 14,
  suspendAccount: 10,
  resumeAccount: 14,
  closeAccount: 6,
  sweepAccount: 5,
  gather: 5,
  void: 12,
  openAccount: 9,
  setRecoveryKey: 14,
  replaceKey: 12,
  confirmKey: 14,
  keepKey: 11,
  createProgramme: 8,
  changeProgramme: 14,
  registerVendor: 3,
  changeVendor: 9,
  pairTerminal: 10,
  retireTerminal: 8,
  appointOfficer: 5,
  retireOfficer: 8,
  setPolicy: 13,
  replaceOfficerKey: 14,
  bootstrap: 5,
};

const kinds = Object.entries(weights).map(([kind, weight]) => ({
  weight,
  arbitrary: fc.constant(kind as OrderType),
}));
const number = fc.nat({ max: 50_000 });
const step = fc.record({
  kind: fc.oneof(...kinds),
  a: number,
  b: number,
  c: number,
  flaw: fc.nat({ max: 99 }),
  wants: fc.nat({ max: 99 }),
});
const wait = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 1, max: 20 * secondMs }) },
  { weight: 4, arbitrary: fc.integer({ min: 5 * minuteMs, max: 12 * minuteMs }) },
  { weight: 3, arbitrary: fc.integer({ min: 6 * hourMs, max: 20 * hourMs }) },
);
export const bundle: fc.Arbitrary<Bundle> = fc.record({
  together: fc.boolean(),
  steps: fc.array(step, { minLength: 1, maxLength: 5, size: 'max' }),
  waitMs: wait,
});

/**
 * Random orders by the real contract on the embedded ledger, each outcome compared with the model's, the audit at the
 * end of each ledger. @throws with the seed, and the smallest failing life that was found.
 */
export async function runConservation(
  { orders, seed, shrink = true }: { orders: number; seed: number; shrink?: boolean },
  print: (line: string) => void = console.log,
): Promise<Tally> {
  print(`conservation: ${orders} orders, seed ${seed}`);
  const tally = new Tally();
  for (let life = 0; tally.orders < orders; life++) {
    const left = Math.max(1, Math.ceil((orders - tally.orders) / 3));
    const bundles = Math.min(life % 5 === 0 ? bundlesPerLedger : bundlesOfShortLife, left);
    const lives = fc
      .noBias(fc.array(bundle, { minLength: 1, maxLength: bundles, size: 'max' }))
      .filter((list) => list.length >= bundles / 2);
    const whole = fc.asyncProperty(
      lives,
      untilShrunkEnough((list) => live(list, tally)),
    );
    await fc.assert(whole, {
      numRuns: 1,
      seed: seed + life,
      endOnFailure: !shrink,
    });
  }
  print(tally.print());
  return tally;
}

/** The limit is for shrinking alone: on a busy machine a life that does not fail may take as long as it takes. */
function untilShrunkEnough(run: (list: Bundle[]) => Promise<void>): (list: Bundle[]) => Promise<void> {
  let failedAt: number | null = null;
  return async (list) => {
    // What passes is no smaller failure, so the shrinking ends with what it has.
    if (failedAt !== null && Date.now() - failedAt > shrinkingLimitMs) return;
    try {
      await run(list);
    } catch (error) {
      failedAt ??= Date.now();
      throw error;
    }
  };
}

/** One ledger from its first order to its audit. */
async function live(bundles: readonly Bundle[], tally: Tally): Promise<void> {
  const ledger = await TestLedger.open(startMs);
  try {
    const scenario = new Scenario(ledger, tally);
    await scenario.found();
    for (const one of bundles) await scenario.play(one);
    tally.blocks += ledger.height;
    tally.runs += 1;
    await ledger.close();
    await audited(ledger.folder, scenario.model, tally);
  } finally {
    await ledger.close();
    ledger.remove();
  }
}

/** The audit finds no difference, and its figures are the model's. */
async function audited(folder: string, model: Model, tally: Tally): Promise<void> {
  const source = openEmbeddedSource(folder);
  const report = await auditLedger(source, { ledger: source.ledger }).finally(() => source.close());
  if (!report.equal)
    throw new Error(`the audit differs: ${JSON.stringify(report.findings.slice(0, 5), null, 1)}`);
  tally.signatures += report.signaturesVerified;
  for (const account of model.state.accounts.keys()) {
    for (const programme of model.state.programmes.keys()) {
      const [held, audit] = [
        model.state.balance(account, programme),
        Number(report.balances.get(`${account} ${programme}`) ?? 0n),
      ];
      if (held !== audit)
        throw new Error(
          `account ${account}, programme ${programme}: the model says ${held} won, the audit ${audit}`,
        );
    }
  }
  for (const [id, { issued, revoked, expired }] of model.state.programmes) {
    const figures = report.programmes.get(id);
    const audit = [figures?.issued ?? 0n, figures?.revoked ?? 0n, figures?.expired ?? 0n].map(Number);
    if (JSON.stringify([issued, revoked, expired]) !== JSON.stringify(audit))
      throw new Error(`programme ${id}: the model says ${[issued, revoked, expired]}, the audit ${audit}`);
  }
}
