import { addDays, type Day, hourMs, minuteMs, seoulDay, seoulDayStart } from '@kumoh-pay/domain';
import { sealDays } from './evening.ts';
import { giveBack, refusedCharges, sendToFriend } from './odd-events.ts';
import { Office } from './office.ts';
import { createProgrammes, type DemoProgrammes, issueToAll, mealsWon, weeklyWon } from './programmes.ts';
import { Purses } from './purses.ts';
import { readShops, type Sale, type Shop, sellRush } from './sales.ts';
import type { Seeding } from './seeding.ts';
import { officeMinute, type Rush, sealMinute, weekdayRushes, weekendRushes } from './shops.ts';

/** A refund comes this long after its charge. */
const secondThoughtsMs = 7 * minuteMs;
/** The rush after which the live day is sealed, by its place among a weekday's. */
const lastLunchRush = 4;
const indexPatienceMs = 30_000;
/** Days between issues of each programme. */
const issueEvery = { everywhere: 7, meals: 14 };

export interface MonthReport {
  charges: number;
  refunds: number;
  sends: number;
  days: number;
}

/** So many days of trade up to yesterday, each sealed in its evening, and what has happened today. */
export async function tradeForDays(
  seeding: Seeding,
  { today, days, nowMs, signal }: { today: Day; days: number; nowMs: number; signal: AbortSignal },
  dayDone: (done: number) => void,
): Promise<MonthReport> {
  const month = new Month(seeding, await readShops(seeding), await createProgrammes(seeding, today));
  for (let ago = days; ago >= 1; ago--) {
    signal.throwIfAborted();
    await month.day(addDays(today, -ago), days - ago, ago);
    dayDone(days - ago + 1);
  }
  await month.today(today, nowMs);
  return { ...month.counts, days };
}

/**
 * A day's rushes one after another at the present moment, where no day of the past can be made. The lunch day is sealed
 * and counted, for the office to approve; the afternoon stays open.
 */
export async function tradeToday(seeding: Seeding, today: Day, signal: AbortSignal): Promise<MonthReport> {
  const month = new Month(seeding, await readShops(seeding), await createProgrammes(seeding, today));
  await month.live(signal);
  return { ...month.counts, days: 0 };
}

class Month {
  readonly counts = { charges: 0, refunds: 0, sends: 0 };
  readonly #seeding: Seeding;
  readonly #shops: Shop[];
  readonly #programmes: DemoProgrammes;
  readonly #purses = new Purses();
  readonly #office: Office;

  constructor(seeding: Seeding, shops: Shop[], programmes: DemoProgrammes) {
    this.#seeding = seeding;
    this.#shops = shops;
    this.#programmes = programmes;
    this.#office = new Office(seeding);
  }

  /** `place` from 0; `ago` days before today. */
  async day(day: Day, place: number, ago: number): Promise<void> {
    const { clock } = this.#seeding;
    await this.#issues(day, place);
    for (const [moment, rush] of rushesOf(day).entries()) {
      if (rush.minute > officeMinute) await this.#office.morning(minuteOf(day, officeMinute), ago);
      clock.moveTo(minuteOf(day, rush.minute));
      await this.#rush(rush, moment);
    }
    if (ago === 1) await refusedCharges(this.#seeding, this.#purses, this.#cafe());
    clock.moveTo(minuteOf(day, sealMinute));
    this.#office.counted(await sealDays(this.#seeding), ago);
  }

  /** All of a weekday's rushes now, with what happens between them. */
  async live(signal: AbortSignal): Promise<void> {
    await this.#issues(seoulDay(this.#seeding.now), 0);
    for (const [moment, rush] of weekdayRushes.entries()) {
      signal.throwIfAborted();
      await this.#rush(rush, moment);
      if (moment !== lastLunchRush) continue;
      await refusedCharges(this.#seeding, this.#purses, this.#cafe());
      await sealDays(this.#seeding);
    }
  }

  /** As far as the day has come by now. */
  async today(day: Day, nowMs: number): Promise<void> {
    const passed = (atMs: number): boolean => atMs + secondThoughtsMs < nowMs;
    for (const rush of rushesOf(day)) {
      if (!passed(minuteOf(day, rush.minute))) break;
      this.#seeding.clock.moveTo(minuteOf(day, rush.minute));
      await this.#rush(rush, -1);
    }
  }

  async #issues(day: Day, place: number): Promise<void> {
    const { clock, campus } = this.#seeding;
    const accounts = campus.members.map(({ id }) => id);
    const dawn = seoulDayStart(day) + 7 * hourMs;
    clock.moveTo(dawn);
    if (place % issueEvery.everywhere === 0) {
      await issueToAll(this.#seeding, this.#programmes.everywhere, weeklyWon);
      this.#purses.issue('everywhere', accounts);
    }
    if (place % issueEvery.meals === 0) {
      await issueToAll(this.#seeding, this.#programmes.meals, mealsWon);
      this.#purses.issue('meals', accounts);
    }
  }

  async #rush(rush: Rush, moment: number): Promise<void> {
    const { chance, clock } = this.#seeding;
    const sales = await sellRush(this.#seeding, this.#shops, this.#purses, rush);
    this.counts.charges += sales.length;
    const regretted = chance.happens(moment === 4 ? 0.7 : 0.04) ? chance.of(sales) : null;
    if (moment === 2 && chance.happens(0.6)) await this.#send();
    if (regretted) {
      clock.moveTo(clock.now() + secondThoughtsMs);
      await this.#refund(regretted);
    }
  }

  async #send(): Promise<void> {
    await sendToFriend(this.#seeding, this.#purses);
    this.counts.sends++;
  }

  async #refund(sale: Sale): Promise<void> {
    // What was paid a moment ago can be given back only once it is in the index.
    await this.#seeding.parts.money.indexed(indexPatienceMs);
    await giveBack(this.#seeding, this.#purses, sale);
    this.counts.refunds++;
  }

  #cafe(): Shop {
    const cafe = this.#shops.find(({ takesMeals }) => !takesMeals);
    if (!cafe) throw new Error('the demo has a shop without meals');
    return cafe;
  }
}

const minuteOf = (day: Day, minute: number): number => seoulDayStart(day) + minute * minuteMs;

function rushesOf(day: Day): readonly Rush[] {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday === 0 || weekday === 6 ? weekendRushes : weekdayRushes;
}
