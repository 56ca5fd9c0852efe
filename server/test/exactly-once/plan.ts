import { Chance } from '../../../command/src/demo/chance.ts';

/** Lines of the server's log, one for each step of an order's way. */
const deaths = [
  'order received',
  'carrier endorsed',
  'carrier stored',
  'carrier submitted',
  'carrier committed',
  'index rows written',
  'index committed',
] as const;

/** What happens to one race: everything follows from the seed but the moments, which are the machine's. */
export interface Plan {
  /** The server is killed there, or nothing is, or both connections break before the answers are read. */
  trouble: (typeof deaths)[number] | 'nothing' | 'answers lost';
  /** The member cannot pay, and is issued the missing won in mid-race. */
  rises: boolean;
  /** How the issue falls among the askers. */
  issue: 'before all' | 'between, together' | 'between, waited for';
  /** Half of the askers send the charge's void. */
  voided: boolean;
  /** Which writing of the line is the last of the server. */
  time: number;
  /** Milliseconds from the first half of the askers to the second, and from an issue to whoever comes after it. */
  leadMs: number;
  /** Milliseconds until the connections break. */
  breakMs: number;
}

const troubles = [...deaths, 'answers lost', 'nothing'] as const;

/** Every trouble meets every kind of race in turn: half with a balance that rises, a quarter with a void. */
export function planOf(race: number, chance: Chance): Plan {
  const trouble = troubles[race % troubles.length] ?? 'nothing';
  const rises = race % 2 === 1;
  return {
    trouble,
    rises,
    issue: chance.of(['before all', 'between, together', 'between, waited for'] as const),
    voided: race % 4 === 2,
    // One charge is received once, but with an issue or a void there are two orders.
    time: trouble === 'order received' && (rises || race % 4 === 2) ? chance.between(1, 2) : 1,
    leadMs: chance.between(0, 120),
    breakMs: chance.between(0, 40),
  };
}

export const chanceOf = (seed: number): Chance => new Chance(seed);
