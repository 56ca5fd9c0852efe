import setUpTestMariadb from '../test-database-setup.ts';

export interface CampaignWish {
  cases: number;
  seed: number;
}
export interface Campaign {
  summary: string;
  /** What is counted. */
  unit: string;
  /** When nothing else is asked for. */
  cases: number;
  /** Resolves to the figures in one line; rejects at the first failure. */
  run(wish: CampaignWish, print: (line: string) => void): Promise<string>;
}

/** The rarest refusal and order type come so often in a run that counts. */
const leastOfEach = 50;
/** From so many orders on, the rarest is held to that. */
const ordersThatCount = 30_000;

/** Of each kind of fate, in a differential run that counts. */
const leastAlike = 200;
/** From so many sets on, the rarest is held to that. */
const setsThatCount = 2_400;

/** The large counts, by the code that the tests run a share of. Loaded only when asked for: they are tests, and bring a lot. */
export const campaigns: Record<string, Campaign> = {
  conservation: {
    summary: 'random orders, each outcome the model’s, audited',
    unit: 'orders',
    cases: ordersThatCount,
    run: conservation,
  },
  differential: {
    summary: 'the same sets on Fabric and on the embedded ledger, in lock-step',
    unit: 'sets',
    cases: 2_400,
    async run(wish, print) {
      const { runDifferential } = await import('./differential/differential.ts');
      const counts = await runDifferential(wish, print);
      if (wish.cases >= setsThatCount && counts.rarest < leastAlike)
        throw new Error(`too rare to count: ${counts.print()}`);
      return counts.print();
    },
  },
  'exactly-once': {
    summary: 'fifty askers of one charge while the server dies',
    unit: 'races',
    cases: 50,
    run: (wish, print) =>
      withMariadb(async () => {
        const { runExactlyOnce } = await import('../../../server/test/exactly-once/exactly-once.ts');
        const { endings, asked, kills, unheard } = await runExactlyOnce(wish, print);
        return `${asked} askers, ${kills} kills, ${unheard} answers unheard; ${endings.charged} charged, ${endings.refused} refused, ${endings.voided} voided`;
      }),
  },
  'fabric-kills': {
    summary: 'every part killed in turn and in pairs, on Fabric, while 32 members pay',
    unit: 'kills',
    cases: 60,
    async run(wish, print) {
      const { runFabricKills } = await import('../../../server/test/kills/kills.ts');
      const { paid, refused, unheard, longestMs } = await runFabricKills(wish, print);
      const codes = Object.entries(refused).map(([code, times]) => `${times} ${code}`);
      return `${paid} paid, refused ${codes.join(', ') || 'none'}, ${unheard} answers unheard, the longest outcome ${longestMs} ms after recovery`;
    },
  },
  counter: {
    summary: 'a charge whose answer, server, page or browser is lost at any moment',
    unit: 'trials',
    cases: 200,
    run: (wish, print) =>
      withMariadb(async () => {
        const { runMoments } = await import('../../../e2e/src/counter/moments.ts');
        const figures = await runMoments(wish, print);
        const { trials, paid, refused, nothing, slowestMs, late, auditEqual } = figures;
        // A charge taken twice ends the run by throwing, so figures that are told at all have none.
        const told = `${trials} charges: ${paid} paid, ${refused} refused, ${nothing} not begun, none taken twice; known after ${slowestMs} ms at most, ${late} later than ten seconds; audit ${auditEqual ? 'equal' : 'NOT EQUAL'}`;
        if (late > 0 || !auditEqual) throw new Error(told);
        return told;
      }),
  },
  rush: {
    summary: 'different members one after another at one armed price, by camera and by scanner',
    unit: 'people each',
    cases: 120,
    run: (wish, print) => withMariadb(() => rush(wish, print)),
  },
  soak: {
    summary: 'a week of charges in one page without reload: memory and scan time stay flat',
    unit: 'charges',
    cases: 5_000,
    run: (wish, print) =>
      withMariadb(async () => {
        const { runSoak } = await import('../../../e2e/src/counter/soak.ts');
        const { stretches, auditEqual } = await runSoak(wish, print);
        if (!auditEqual) throw new Error('the audit is not equal');
        const told = (of: 'heapMb' | 'nodes' | 'listeners' | 'scannerMs' | 'cameraMs') =>
          stretches.map((stretch) => stretch[of]).join(' ');
        return `by tenths: heap ${told('heapMb')} MB; nodes ${told('nodes')}; listeners ${told('listeners')}; scanner to green ${told('scannerMs')} ms; camera to green ${told('cameraMs')} ms; audit equal`;
      }),
  },
  outage: {
    summary: 'codes of every kind at three counters with the server gone; then ledger and counters agree',
    unit: 'codes',
    cases: 100,
    run: (wish, print) =>
      withMariadb(async () => {
        const { runOutage } = await import('../../../e2e/src/counter/outage.ts');
        const { shown, refusedHere, taken, risk, paid, bounced, ...rest } = await runOutage(wish, print);
        const { refusedLate, dishonest, presented, auditEqual } = rest;
        if (!auditEqual) throw new Error('the audit is not equal');
        return `${shown} shown, ${refusedHere} refused by the counter, ${taken} taken, ${risk} won at risk; ${paid} paid late, ${bounced} bounced, ${refusedLate} refused by the ledger; ${dishonest} of a dishonest counter refused; ${presented} paid when presented again; audit equal`;
      }),
  },
  hostile: {
    summary: 'hostile bodies and codes at every procedure',
    unit: 'requests',
    cases: 1_000_000,
    run: (wish, print) =>
      withMariadb(async () => {
        const { runHostile } = await import('../../../server/test/hostile/hostile.ts');
        const { requests, procedures, codes } = await runHostile(wish, print);
        return `${requests} requests at ${procedures} procedures, ${codes} codes`;
      }),
  },
  issuing: {
    summary: 'a list with faults issued while 20 terminals charge, killed in its midst and resumed',
    unit: 'receivers',
    cases: 5_000,
    run: (wish, print) =>
      withMariadb(async () => {
        const { runIssuing } = await import('../../../server/test/issuing/issuing.ts');
        const { faults, checkMs, issuedMs, kills, killedIssueMs, charges, p95 } = await runIssuing(
          wish,
          print,
        );
        return `${faults} faulty lines told in ${checkMs} ms, issued in ${issuedMs} ms, with ${kills} kills in ${killedIssueMs} ms; p95 of ${charges} charges at 20 terminals: alone ${p95.calm} ms, beside the dry run ${p95.checking} ms, beside the issue ${p95.issuing} ms, over the kills ${p95.killed} ms; files exact, none paid twice, audit equal`;
      }),
  },
  kills: {
    summary: 'the embedded ledger killed while it commits',
    unit: 'kills',
    cases: 200,
    async run({ cases, seed }, print) {
      const { runKills } = await import('../../../embedded-ledger/test/kills.ts');
      const { answered, blocks } = await runKills({ kills: cases, seed }, print);
      return `${answered} answered transactions, ${blocks} blocks, none lost`;
    },
  },
  replay: {
    summary: 'charges on a Fabric network, then the index from its first block, equal row for row',
    unit: 'charges',
    cases: 10_000,
    run: (wish, print) =>
      withMariadb(async () => {
        const { runReplay } = await import('../../../server/test/replay/replay.ts');
        const { entries, blocks, rebuildMs, auditMs } = await runReplay(wish.cases, print);
        const each = Math.round((1_000 * entries) / rebuildMs);
        return `${entries} entries in ${blocks} blocks replayed in ${rebuildMs} ms, ${each} entries/s, every row equal; the witness’s audit in ${auditMs} ms, equal`;
      }),
  },
};

async function conservation({ cases, seed }: CampaignWish, print: (line: string) => void): Promise<string> {
  const { runConservation } = await import('../../../chaincode/test/conservation/conservation.ts');
  const tally = await runConservation({ orders: cases, seed }, print);
  const rare = tally.rarerThan(leastOfEach);
  print(rare.length === 0 ? `each came at least ${leastOfEach} times` : `rarer: ${rare.join(', ')}`);
  if (cases >= ordersThatCount && rare.length > 0) throw new Error(`too rare to count: ${rare.join(', ')}`);
  const { orders, done, conflicts, runs, signatures } = tally;
  return `${orders} orders on ${runs} ledgers, ${done} done, ${tally.refusals.size} refusal codes, ${conflicts} conflicts, ${signatures} signatures verified`;
}

async function rush({ cases }: CampaignWish, print: (line: string) => void): Promise<string> {
  const { measureRush } = await import('../../../e2e/src/counter/rush.ts');
  const told: string[] = [];
  for (const input of ['camera', { msPerDigit: 2 }, { msPerDigit: 5 }, { msPerDigit: 10 }] as const) {
    const name = input === 'camera' ? 'camera' : `scanner at ${input.msPerDigit} ms a digit`;
    const { perMinute, median, slowest, missed, doubles, unpaid, auditEqual } = await measureRush(
      input,
      cases,
    );
    const line = `${name}: ${perMinute} a minute (median ${median} ms, slowest ${slowest} ms), ${missed} missed, ${doubles} doubles`;
    print(line);
    if (doubles > 0 || unpaid > 0 || !auditEqual)
      throw new Error(`${line}, ${unpaid} unpaid, audit ${auditEqual}`);
    told.push(line);
  }
  return told.join('; ');
}

async function withMariadb<T>(work: () => Promise<T>): Promise<T> {
  const end = await setUpTestMariadb();
  try {
    return await work();
  } finally {
    await end();
  }
}
