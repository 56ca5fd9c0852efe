/** Won by programme and place; the audit's own arithmetic, in whole numbers without bound. */
export class Movements {
  readonly #sums = new Map<string, Map<string, bigint>>();

  add(programme: string, place: string, amount: bigint): void {
    const places = this.#sums.get(programme) ?? new Map<string, bigint>();
    this.#sums.set(programme, places);
    const sum = (places.get(place) ?? 0n) + amount;
    if (sum === 0n) places.delete(place);
    else places.set(place, sum);
  }

  get(programme: string, place: string): bigint {
    return this.#sums.get(programme)?.get(place) ?? 0n;
  }

  addAll(other: Movements): void {
    for (const { programme, place, amount } of other.each()) this.add(programme, place, amount);
  }

  programmes(): IterableIterator<string> {
    return this.#sums.keys();
  }

  *each(): IterableIterator<{ programme: string; place: string; amount: bigint }> {
    for (const [programme, places] of this.#sums) {
      for (const [place, amount] of places) yield { programme, place, amount };
    }
  }

  /** What this has and the other has not, by programme and place; empty when they are equal. */
  minus(other: Movements): Movements {
    const difference = new Movements();
    difference.addAll(this);
    for (const { programme, place, amount } of other.each()) difference.add(programme, place, -amount);
    return difference;
  }

  get isEmpty(): boolean {
    return this.each().next().done === true;
  }
}

/** A posting's two sides. */
export function addPosting(
  movements: Movements,
  posting: { programme: string; from: string; to: string; amount: number },
): void {
  movements.add(posting.programme, posting.from, -BigInt(posting.amount));
  movements.add(posting.programme, posting.to, BigInt(posting.amount));
}
