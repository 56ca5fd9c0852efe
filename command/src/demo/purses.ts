import type { Id } from '@kumoh-pay/domain';
import { mealsWon, weeklyWon } from './programmes.ts';

/** What members have left, as they would know it: nobody orders what the purse cannot pay. In won. */
export class Purses {
  readonly #everywhere = new Map<Id, number>();
  readonly #meals = new Map<Id, number>();

  issue(programme: 'everywhere' | 'meals', accounts: readonly Id[]): void {
    const [purse, amount] = programme === 'meals' ? [this.#meals, mealsWon] : [this.#everywhere, weeklyWon];
    for (const account of accounts) purse.set(account, (purse.get(account) ?? 0) + amount);
  }

  /** All of it, whatever takes it. */
  total(account: Id): number {
    return (this.#everywhere.get(account) ?? 0) + (this.#meals.get(account) ?? 0);
  }

  everywhere(account: Id): number {
    return this.#everywhere.get(account) ?? 0;
  }

  /** Takes meals first, which end sooner. @returns false, and takes nothing, when it is not enough. */
  take(account: Id, amount: number, takesMeals: boolean): boolean {
    const meals = takesMeals ? Math.min(this.#meals.get(account) ?? 0, amount) : 0;
    const rest = amount - meals;
    if (rest > this.everywhere(account)) return false;
    this.#meals.set(account, (this.#meals.get(account) ?? 0) - meals);
    this.#everywhere.set(account, this.everywhere(account) - rest);
    return true;
  }

  receive(account: Id, amount: number): void {
    this.#everywhere.set(account, this.everywhere(account) + amount);
  }
}
