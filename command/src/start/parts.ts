/** What was started, so that it can be stopped in the opposite order, whatever happened in between. */
export class Parts {
  readonly #stops: { name: string; stop: () => void | Promise<void> }[] = [];

  add(name: string, stop: () => void | Promise<void>): void {
    this.#stops.push({ name, stop });
  }

  /** Stops everything. A part that fails to stop is named and does not keep the others from it; false if one did. */
  async stop(): Promise<boolean> {
    let clean = true;
    for (let part = this.#stops.pop(); part !== undefined; part = this.#stops.pop()) {
      try {
        await part.stop();
      } catch (error) {
        clean = false;
        console.error(`kumoh: ${part.name} did not stop in order:`, error);
      }
    }
    return clean;
  }
}
