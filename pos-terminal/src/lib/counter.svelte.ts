import type { ConnectionState } from '@kumoh-pay/device/connection.ts';
import { isServersNo, troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode, Id } from '@kumoh-pay/domain';
import type { CounterRouter } from '@kumoh-pay/server';
import { toasts } from '@kumoh-pay/ui/toast.svelte.ts';
import { errorSentence } from '@kumoh-pay/ui/words/words.ts';
import type { inferProcedureOutput } from '@trpc/server';
import type { Item } from './basket.svelte.ts';
import { Bounced, finishPresented } from './bounced.svelte.ts';
import { finishSeals } from './closing.svelte.ts';
import { ClosingHour } from './closing-hour.svelte.ts';
import { Display } from './display.svelte.ts';
import { Disputes } from './disputes.svelte.ts';
import { api, clock, line, withinReason, withinUnlocking } from './line.ts';
import { OfflineOpening } from './offline/opening.ts';
import { forgetOthers, provePinOffline, rememberPin } from './offline/pin-verifier.ts';
import { offlineQueue } from './offline/queue-door.ts';
import { type Snapshot, snapshot } from './offline/snapshot.ts';
import { lockOwed, staffDoor, unlockDoor } from './offline/staff-door.ts';
import { askToUnlock } from './offline/unlocking.ts';
import { finishRefunds } from './refund.svelte.ts';
import { Sale } from './sale.svelte.ts';
import { saleDoor } from './sale-door.ts';
import type { Seat } from './sign.ts';

type LiveEvents = inferProcedureOutput<CounterRouter['sale']['live']>;
type CounterNews = LiveEvents extends AsyncIterable<{ data: infer News }> ? News : never;
export type Person = { id: Id; name: string; role: 'cashier' | 'manager' };
type Today = Awaited<ReturnType<typeof api.sale.today.query>>;

/** Where this tablet stands. `away`: no server, and nothing known from before; it is asked again by itself. */
export type Standing = 'starting' | 'away' | 'unpaired' | 'locked' | 'open';
/** Why a PIN did not open: a code, or so many seconds to wait without a server. */
export type UnlockTrouble = ErrorCode | { waitSeconds: number };

/** How soon a server that is away is asked again. */
const againMs = 2_000;
/** A line that says nothing for so long is asked: browsers do not notice a router that has lost its own line. */
const probeMs = 5_000;

/** This tablet: its vendor, who has unlocked it, and the sale in front of it. */
class Counter {
  standing = $state<Standing>('starting');
  about = $state.raw<Snapshot['about'] | null>(null);
  terminal = $state.raw<Snapshot['terminal'] | null>(null);
  terms = $state.raw<Snapshot['terms'] | null>(null);
  person = $state.raw<Person | null>(null);
  people = $state.raw<readonly Person[]>([]);
  items = $state.raw<readonly Item[]>([]);
  today = $state.raw<Today | null>(null);
  /** Why what stands there as today is not of now. */
  todayTrouble = $state.raw<ErrorCode | null>(null);
  /** PINs of practice, by name; the server tells none but where the ledger calls itself a demo. */
  practicePins = $state.raw<readonly { name: string; pin: string }[]>([]);
  banner = $state('');
  sale = $state.raw<Sale | null>(null);
  connection = $state<ConnectionState>('unknown');
  readonly queue = offlineQueue();
  readonly disputes = new Disputes();
  readonly bounced = new Bounced();
  readonly closingHour = new ClosingHour();
  readonly display = new Display();
  /** Counts what the stream has told, and the line's coming back: each is a reason to read again what is shown. */
  news = $state(0);
  #live: { unsubscribe: () => void } | undefined;
  readonly #opening = new OfflineOpening<Person>(staffDoor, lockOwed);

  constructor() {
    line.connection.subscribe((state) => {
      const isBack = this.connection === 'away' && state === 'there';
      this.connection = state;
      if (isBack) void this.#back();
    });
    setInterval(() => void line.probe(), probeMs);
    void this.queue.read();
  }

  get away(): boolean {
    return this.connection === 'away';
  }
  get staff(): Id | null {
    return this.person?.id ?? null;
  }
  async signedIn(): Promise<void> {
    if (this.#opening.isPending) await this.#opening.whoIsThere();
  }
  taken(): void {
    void this.queue.read();
  }
  get undoMs(): number {
    return this.terms?.undoMs ?? 0;
  }
  get seat(): Seat | null {
    if (!this.about || !this.terminal) return null;
    const { ledgerName, walletAddress } = this.about;
    return { ledgerName, walletAddress, terminal: this.terminal.id, vendor: this.terminal.vendor.id };
  }

  /** Finds out where the tablet stands, for as long as it takes. */
  async start(): Promise<void> {
    try {
      this.about = await api.terminal.about.query(undefined, withinReason());
      this.terminal = await paired();
      if (!this.terminal) {
        snapshot.write(null);
        this.standing = 'unpaired';
        return;
      }
      // Before the queue goes out: what it brings back is only told to who is signed in.
      const person = await this.#opening.whoIsThere();
      await this.#take();
      if (person) await this.#open(person);
      else await this.#lockedNow();
    } catch (error) {
      if (isServersNo(error) && troubleOf(error) === 'SIGN_IN_AGAIN') this.standing = 'unpaired';
      else {
        this.#standAlone();
        setTimeout(() => void this.start(), againMs);
      }
    }
  }

  /** @returns why not, or null when it is open. */
  async unlock(staff: Id, pin: string): Promise<UnlockTrouble | null> {
    if (this.away) return this.#unlockOffline(staff, pin);
    const answer = await askToUnlock(unlockDoor, { staff, pin }, withinUnlocking());
    if (answer.is === 'refused') return answer.code;
    if (answer.is === 'silent') return this.#unlockOffline(staff, pin);
    this.#opening.opened();
    try {
      await rememberPin(staff, pin);
      await this.#open(answer.person);
      return null;
    } catch (error) {
      return isServersNo(error) ? troubleOf(error) : this.#unlockOffline(staff, pin);
    }
  }

  /** By hand or when idle: what is being sold stays. */
  async lock(): Promise<void> {
    this.sale?.disarm();
    // The screen is locked either way, and stays so: a session that cannot be ended now is ended before it is used.
    await Promise.all([this.#opening.lock(), this.#lockedNow()]);
  }

  async readToday(): Promise<void> {
    const isBelieved = this.#opening.question();
    try {
      this.today = await api.sale.today.query(undefined, withinReason());
      await Promise.all([this.disputes.read(), this.bounced.read()]);
      this.todayTrouble = null;
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === 'SIGN_IN_AGAIN' && !this.away && isBelieved()) await this.#lockedNow();
      else this.todayTrouble = trouble;
    }
  }

  async readItems(): Promise<void> {
    const items = await api.item.list.query(undefined, withinReason());
    this.items = items.filter((item) => item.active);
    this.#keep();
  }

  /** The other way round from now on: by whoever sees the last plate go, with no manager. */
  async turnSoldOut({ id, soldOut }: Item): Promise<void> {
    try {
      const answer = await api.item.soldOut.mutate({ id, soldOut: !soldOut });
      if (!answer.ok) toasts.show(errorSentence(answer.code, 'counter'), 'refused');
      await this.readItems();
    } catch (error) {
      toasts.show(errorSentence(troubleOf(error), 'counter'), 'refused');
    }
  }

  /** The terminal's own sale, once its terms are known; live news from then on. */
  async #take(): Promise<void> {
    const { seat } = this;
    if (!seat) return;
    const { outageBanner, nowMs: _, ...terms } = await api.sale.terms.query(undefined, withinReason());
    this.banner = outageBanner;
    this.terms = terms;
    this.sale ??= new Sale(saleDoor(seat, this), seat.walletAddress, terms.chargeCap);
    void this.sale.resume();
    this.#live?.unsubscribe();
    this.#live = api.sale.live.subscribe(undefined, {
      onData: ({ data }) => this.#hear(data),
      // The server's own no: this terminal was retired, or has too many streams.
      onError: () => setTimeout(() => void this.start(), againMs),
    });
    void this.queue.send();
    void this.closingHour.look(seat);
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
    await Promise.all([this.readItems(), this.readToday(), this.readPeople()]);
    this.#opening.end();
    this.#keep();
    this.standing = 'open';
    void this.sale?.resume();
    void finishRefunds();
    void finishPresented();
    void finishSeals();
  }

  async #back(): Promise<void> {
    this.news += 1;
    if (this.standing === 'open' && !this.#opening.isPending) {
      void this.sale?.resume();
      void this.readToday();
      await this.queue.send();
    } else await this.start();
  }

  /** No server: what the tablet knows from before. */
  #standAlone(): void {
    if (this.standing === 'open' || this.standing === 'locked') return;
    const kept = snapshot.read();
    if (!kept) {
      this.standing = 'away';
      return;
    }
    this.about = kept.about;
    this.terminal = kept.terminal;
    this.terms = kept.terms;
    this.people = kept.people;
    this.items = kept.items;
    const { seat } = this;
    if (seat) this.sale ??= new Sale(saleDoor(seat, this), seat.walletAddress, kept.terms.chargeCap);
    this.standing = 'locked';
  }

  async #unlockOffline(staff: Id, pin: string): Promise<UnlockTrouble | null> {
    const answer = await provePinOffline(staff, pin, clock.nowMs());
    if (answer.is === 'wait') return { waitSeconds: Math.ceil(answer.waitMs / 1_000) };
    if (answer.is === 'wrong') return 'PIN_WRONG';
    const person = this.people.find(({ id }) => id === staff);
    if (answer.is === 'unknown' || !person) return 'NO_CONNECTION';
    this.#opening.begin(staff, pin);
    this.person = person;
    this.standing = 'open';
    // Silent for this one call and not away: nothing else would ask it again.
    if (!this.away) setTimeout(() => void this.start(), againMs);
    return null;
  }

  #keep(): void {
    const { about, terminal, terms, people, items } = this;
    if (!about || !terminal || !terms || people.length === 0) return;
    forgetOthers(people.map(({ id }) => id));
    snapshot.write({ about, terminal, terms, people: [...people], items: [...items] });
  }

  async readPeople(): Promise<void> {
    this.people = await api.staff.list.query(undefined, withinReason());
    if (this.about?.mark !== 'demo') return;
    const shop = (await api.demo.people.query(undefined, withinReason())).find(
      ({ vendor }) => vendor === this.terminal?.vendor.id,
    );
    this.practicePins = shop?.staff ?? [];
  }

  async #lockedNow(): Promise<void> {
    this.#opening.end();
    this.person = null;
    this.today = null;
    this.standing = 'locked';
    try {
      await this.readPeople();
      this.#keep();
    } catch {
      setTimeout(() => {
        if (this.standing === 'locked' && this.people.length === 0) void this.#lockedNow();
      }, againMs);
    }
  }
}

/** Null when this tablet is not paired, or not any more. */
async function paired(): Promise<Snapshot['terminal'] | null> {
  try {
    const { id, name, vendor } = await api.terminal.me.query(undefined, withinReason());
    return { id, name, vendor };
  } catch (error) {
    if (isServersNo(error) && troubleOf(error) === 'SIGN_IN_AGAIN') return null;
    throw error;
  }
}

export const counter = new Counter();
