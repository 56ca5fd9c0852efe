import type { Id } from '@kumoh-pay/domain';

/** What is asked of the server about who has this tablet open. */
interface StaffDoor<Person> {
  me(): Promise<Person | null>;
  /** @returns whether the PIN opens. */
  unlock(opened: { staff: Id; pin: string }): Promise<boolean>;
}

/** Who has opened without a server opens with it as soon as it is back, unless the server knows better. */
export class OfflineOpening<Person extends { id: Id }> {
  #kept: { staff: Id; pin: string } | null = null;
  #asking: Promise<Person | null> | null = null;
  /** Counts openings and lockings: an answer from before the last one says nothing. */
  #changes = 0;
  readonly #door: StaffDoor<Person>;

  constructor(door: StaffDoor<Person>) {
    this.#door = door;
  }

  /** Open here, and not at the server yet. */
  get isPending(): boolean {
    return this.#kept !== null;
  }

  begin(staff: Id, pin: string): void {
    this.#set({ staff, pin });
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
    // Read before the first question: a start beside this one may end the opening meanwhile.
    const kept = this.#kept;
    const present = await this.#door.me();
    if (!kept || present?.id === kept.staff) return present;
    if (this.#kept !== kept) return this.#door.me();
    return (await this.#door.unlock(kept)) ? this.#door.me() : null;
  }

  #set(kept: { staff: Id; pin: string } | null): void {
    this.#kept = kept;
    this.#changes += 1;
  }
}
