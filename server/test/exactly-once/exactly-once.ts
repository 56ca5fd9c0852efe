import { type CounterAtNoon, holdings, openCounter } from './counter-at-noon.ts';
import { type Ending, judge } from './judge.ts';
import { chanceOf, type Plan, planOf } from './plan.ts';
import { askersOfOne, runRace } from './race.ts';

export interface ExactlyOnceFigures {
  races: number;
  asked: number;
  /** First answers that nobody heard, or that were `OUTCOME_UNKNOWN`. */
  unheard: number;
  kills: number;
  lostAnswers: number;
  rises: number;
  endings: Record<Ending, number>;
  voidRaces: number;
}

/**
 * So many races of 50 askers with one charge, against a real server, database and ledger; each is judged by itself.
 * @throws at the first that ends otherwise than exactly once, with its plan.
 */
export async function runExactlyOnce(
  { cases, seed }: { cases: number; seed: number },
  print: (line: string) => void = console.log,
): Promise<ExactlyOnceFigures> {
  print(`exactly once: ${cases} races of ${askersOfOne} askers, seed ${seed}`);
  const chance = chanceOf(seed);
  const figures: ExactlyOnceFigures = {
    races: 0,
    asked: 0,
    unheard: 0,
    kills: 0,
    lostAnswers: 0,
    rises: 0,
    endings: { charged: 0, refused: 0, voided: 0 },
    voidRaces: 0,
  };
  const noon = await openCounter({ members: Math.ceil((cases + 1) / 2), holdings });
  try {
    for (let race = 0; race < cases; race++) {
      const plan = planOf(race, chance);
      const told = await oneRace(noon, plan, figures);
      print(`${String(race + 1).padStart(4)}  ${told}`);
    }
  } finally {
    await noon.stop();
  }
  print(JSON.stringify(figures));
  return figures;
}

async function oneRace(noon: CounterAtNoon, plan: Plan, figures: ExactlyOnceFigures): Promise<string> {
  const raced = await runRace(noon, plan);
  const ending = await judge(noon, plan, raced);
  figures.races += 1;
  figures.asked += askersOfOne;
  figures.unheard += raced.unheard;
  if (plan.trouble === 'answers lost') figures.lostAnswers += 1;
  else if (plan.trouble !== 'nothing') figures.kills += 1;
  if (plan.rises) figures.rises += 1;
  if (plan.voided) figures.voidRaces += 1;
  figures.endings[ending] += 1;
  const rising = plan.rises ? `, balance rises (issue ${plan.issue})` : '';
  return `${plan.trouble}${rising}${plan.voided ? ', with its void' : ''}: ${ending}, ${raced.unheard} answers unheard`;
}
