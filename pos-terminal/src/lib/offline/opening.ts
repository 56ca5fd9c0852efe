import type { Id } from '@kumoh-pay/domain';

/** What is asked of the server about who has this tablet open. */
interface StaffDoor<Person> {
  me(): Promise<Person | null>;
  /** @returns whether the PIN opens. */
  unlock(opened: { staff: Id; pin: string }): Promise<boolean>;
  /** Resolves when nobody is there any more. */
  lock(): Promise<void>;
}

/** Kept on the tablet: it was locked, and the server may not know. */
interface LockOwed {
  read(): boolean | null;
  write(owed: true | null): void;
}

/**
 * Who has opened without a server opens with it as soon as it is back, unless the server knows better; who has locked
 * without it is out, and the session that is left there does not open the tablet again.
 */
export class OfflineOpening<Person extends { id: Id }> {
  #kept: { staff: Id; pin: string } | null = null;
  #asking: Promise<Person | null> | null = null;
  /** Counts openings and lockings: an answer from before the last one says nothing. */
  #changes = 0;
  readonly #door: StaffDoor<Person>;
  readonly #owed: LockOwed;

  constructor(door: StaffDoor<Person>, owed: LockOwed) {
    this.#door = door;
    this.#owed = owed;
  }

  /** Open here, and not at the server yet. */
  get isPending(): boolean {
    return this.#kept !== null;
  }

  begin(staff: Id, pin: string): void {
    this.#owed.write(null);
    this.#set({ staff, pin });
  }

  /** The server has just let somebody in: no session of before is left. */
  opened(): void {
    this.#owed.write(null);
  }

  /** Ends the session at the server, now or before it is next asked who is there. */
  async lock(): Promise<void> {
    this.#set(null);
    this.#owed.write(true);
    await this.#tellLock().catch(() => undefined);
  }

  /** Open with the server, or locked. */
  end(): void {
    this.#set(null);
  }

  /** One question at a time: each start that the server's return causes hears the same answer. */
  whoIsThere(): Promise<Person | null> {
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** Call before a question: afterwards it says whether "sign in again" is still to be believed. */
  question(): () => boolean {
    const before = this.#changes;
    return () => !this.isPending && this.#changes === before;
  }

  async #ask(): Promise<Person | null> {
    // Read before the first question: a start beside this one may end the opening meanwhile, and a lock may come.
    const [kept, before] = [this.#kept, this.#changes];
    if (!kept && this.#owed.read()) await this.#tellLock();
    const present = await this.#door.me();
    if (!kept) return this.#changes === before ? present : this.#ask();
    if (this.#kept !== kept) return this.#ask();
    if (present?.id === kept.staff) return present;
    if (!(await this.#door.unlock(kept))) return null;
    return this.#kept === kept ? this.#door.me() : this.#ask();
  }

  async #tellLock(): Promise<void> {
    await this.#door.lock();
    this.#owed.write(null);
  }

  #set(kept: { staff: Id; pin: string } | null): void {
    this.#kept = kept;
    this.#changes += 1;
  }
}
