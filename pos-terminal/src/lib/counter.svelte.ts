import type { ConnectionState } from '@kumoh-pay/device/connection.ts';
import { isServersNo, troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode, Id } from '@kumoh-pay/domain';
import type { CounterRouter } from '@kumoh-pay/server';
import type { inferProcedureOutput } from '@trpc/server';
import type { Item } from './basket.svelte.ts';
import { finishSeals } from './closing.svelte.ts';
import { api, line } from './line.ts';
import { finishRefunds } from './refund.svelte.ts';
import { Sale } from './sale.svelte.ts';
import { saleDoor } from './sale-door.ts';
import type { Seat } from './sign.ts';

type About = Awaited<ReturnType<typeof api.terminal.about.query>>;
type Me = Awaited<ReturnType<typeof api.terminal.me.query>>;
type LiveEvents = inferProcedureOutput<CounterRouter['sale']['live']>;
type CounterNews = LiveEvents extends AsyncIterable<{ data: infer News }> ? News : never;
export type Person = { id: Id; name: string; role: 'cashier' | 'manager' };
type Today = Awaited<ReturnType<typeof api.sale.today.query>>;

/** Where this tablet stands. `away`: no server yet, it is asked again by itself. */
export type Standing = 'starting' | 'away' | 'unpaired' | 'locked' | 'open';

/** How soon a server that is away is asked again. */
const againMs = 2_000;

/** This tablet: its vendor, who has unlocked it, and the sale in front of it. */
class Counter {
  standing = $state<Standing>('starting');
  about = $state.raw<About | null>(null);
  terminal = $state.raw<Me | null>(null);
  person = $state.raw<Person | null>(null);
  people = $state.raw<readonly Person[]>([]);
  items = $state.raw<readonly Item[]>([]);
  today = $state.raw<Today | null>(null);
  /** PINs of practice, by name; the server tells none but where the ledger calls itself a demo. */
  practicePins = $state.raw<readonly { name: string; pin: string }[]>([]);
  banner = $state('');
  sale = $state.raw<Sale | null>(null);
  undoMs = $state(0);
  connection = $state<ConnectionState>('unknown');
  /** Counts what the stream has told: each change is a reason to read again what is shown. */
  news = $state(0);
  #live: { unsubscribe: () => void } | undefined;

  constructor() {
    line.connection.subscribe((state) => (this.connection = state));
  }

  get seat(): Seat | null {
    if (!this.about || !this.terminal) return null;
    const { ledgerName, walletAddress } = this.about;
    return { ledgerName, walletAddress, terminal: this.terminal.id, vendor: this.terminal.vendor.id };
  }

  /** Finds out where the tablet stands, for as long as it takes. */
  async start(): Promise<void> {
    try {
      this.about = await api.terminal.about.query();
      this.terminal = await paired();
      if (!this.terminal) {
        this.standing = 'unpaired';
        return;
      }
      await this.#take();
      const person = await api.staff.me.query();
      if (person) await this.#open(person);
      else await this.#lockedNow();
    } catch (error) {
      if (isServersNo(error) && troubleOf(error) === 'SIGN_IN_AGAIN') this.standing = 'unpaired';
      else {
        this.standing = 'away';
        setTimeout(() => void this.start(), againMs);
      }
    }
  }

  /** @returns the refusal, or null when it is open. */
  async unlock(staff: Id, pin: string): Promise<ErrorCode | null> {
    try {
      const answer = await api.staff.unlock.mutate({ staff, pin });
      if (!answer.ok) return answer.code;
      const person = await api.staff.me.query();
      if (!person) return 'SIGN_IN_AGAIN';
      await this.#open(person);
      return null;
    } catch (error) {
      return troubleOf(error);
    }
  }

  /** By hand or when idle: what is being sold stays. */
  async lock(): Promise<void> {
    this.sale?.disarm();
    await this.#lockedNow();
    // The screen is locked either way; the session that could not be ended now ends by itself.
    await api.staff.lock.mutate().catch(() => undefined);
  }

  async readToday(): Promise<void> {
    try {
      this.today = await api.sale.today.query();
    } catch (error) {
      if (troubleOf(error) === 'SIGN_IN_AGAIN') await this.#lockedNow();
    }
  }

  async readItems(): Promise<void> {
    const items = await api.item.list.query();
    this.items = items.filter((item) => item.active).map(({ id, name, won }) => ({ id, name, won }));
  }

  /** The terminal's own sale, once its terms are known; live news from then on. */
  async #take(): Promise<void> {
    const { seat } = this;
    if (!seat) return;
    const terms = await api.sale.terms.query();
    this.banner = terms.outageBanner;
    this.undoMs = terms.undoMs;
    this.sale ??= new Sale(saleDoor(seat), seat.walletAddress, terms.chargeCap);
    void this.sale.resume();
    this.#live?.unsubscribe();
    this.#live = api.sale.live.subscribe(undefined, { onData: ({ data }) => this.#hear(data) });
  }

  #hear(news: CounterNews): void {
    if (news.is === 'sale') this.sale?.heard(news.sale);
    if (news.is === 'part') this.sale?.partNamed(news);
    this.news += 1;
    if (news.is === 'vendor') void this.start();
    else if (this.standing === 'open') void this.readToday();
  }

  async #open(person: Person): Promise<void> {
    this.person = person;
    await Promise.all([this.readItems(), this.readToday(), this.#readPeople()]);
    this.standing = 'open';
    void this.sale?.resume();
    void finishRefunds();
    void finishSeals();
  }

  async #readPeople(): Promise<void> {
    this.people = await api.staff.list.query();
    if (this.about?.mark !== 'demo') return;
    const shop = (await api.demo.people.query()).find(({ vendor }) => vendor === this.terminal?.vendor.id);
    this.practicePins = shop?.staff ?? [];
  }

  async #lockedNow(): Promise<void> {
    this.person = null;
    this.today = null;
    this.standing = 'locked';
    try {
      await this.#readPeople();
    } catch {
      setTimeout(() => {
        if (this.standing === 'locked' && this.people.length === 0) void this.#lockedNow();
      }, againMs);
    }
  }
}

/** Null when this tablet is not paired, or not any more. */
async function paired(): Promise<Me | null> {
  try {
    return await api.terminal.me.query();
  } catch (error) {
    if (isServersNo(error) && troubleOf(error) === 'SIGN_IN_AGAIN') return null;
    throw error;
  }
}

export const counter = new Counter();
