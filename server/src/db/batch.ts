import type { Database } from './connection.ts';

/** What is done for one item of a batch, or what it failed by. */
interface Asked<Item, Answer> {
  item: Item;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

interface BatchLimits {
  /** Items of one statement. Beyond: the next takes them. */
  most: number;
  /** Statements under way at once. Beyond: items gather, and the next takes them together. */
  atOnce: number;
}

/**
 * Does for many callers in one statement what each of them asks for alone: nobody waits when nothing is under way, and
 * under load what comes meanwhile travels together.
 */
export class Batch<Item, Answer> {
  readonly #work: (items: Item[]) => Promise<readonly Answer[]>;
  readonly #limits: BatchLimits;
  #waiting: Asked<Item, Answer>[] = [];
  #underWay = 0;
  #begins = false;

  /** @param work answers each item in its place. */
  constructor(work: (items: Item[]) => Promise<readonly Answer[]>, limits: BatchLimits) {
    this.#work = work;
    this.#limits = limits;
  }

  ask(item: Item): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    this.#waiting.push({ item, resolve, reject });
    // What one request asks for in several places travels together too.
    if (!this.#begins) queueMicrotask(() => this.#begin());
    this.#begins = true;
    return promise;
  }

  #begin(): void {
    this.#begins = false;
    while (this.#waiting.length > 0 && this.#underWay < this.#limits.atOnce) {
      const some = this.#waiting.splice(0, this.#limits.most);
      this.#underWay += 1;
      void this.#do(some).finally(() => {
        this.#underWay -= 1;
        this.#begin();
      });
    }
  }

  /** What one caller asked must not fail another's: what failed together is done once more, each alone. */
  async #do(some: readonly Asked<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.#work(some.map(({ item }) => item));
      if (answers.length !== some.length) throw new Error('a batch was answered another number of times');
      some.forEach(({ resolve }, place) => {
        // The length was just compared; an answer may itself be undefined.
        resolve(answers[place] as Answer);
      });
    } catch (error) {
      if (some.length > 1) for (const one of some) await this.#do([one]);
      else for (const { reject } of some) reject(error);
    }
  }
}

/** Rows that many requests look up at once: one statement for all that come while another is under way. */
const lookedUp: BatchLimits = { most: 64, atOnce: 2 };

/**
 * A look-up of which many callers' items travel in one statement, per database. Within a transaction it is done at once,
 * on that transaction's own connection.
 * @param work answers each item in its place.
 */
export function batched<Item, Answer>(
  work: (db: Database, items: Item[]) => Promise<readonly Answer[]>,
  limits = lookedUp,
): (db: Database, item: Item) => Promise<Answer> {
  const batches = new WeakMap<Database, Batch<Item, Answer>>();
  return (db, item) => {
    const batch = batches.get(db) ?? new Batch<Item, Answer>((items) => work(db, items), limits);
    batches.set(db, batch);
    return batch.ask(item);
  };
}

/** A list of the next power of two in length, its last repeated: few lengths are few statements to prepare. */
export function padded<Item>(items: readonly Item[]): Item[] {
  const last = items.slice(-1);
  const length = items.length === 0 ? 0 : 2 ** Math.ceil(Math.log2(items.length));
  return [...items, ...Array.from({ length: length - items.length }, () => last).flat()];
}
