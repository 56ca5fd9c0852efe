import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { ErrorCode } from '@kumoh-pay/domain';
import type { Entry } from './kept.ts';
import { api } from './line.ts';

const historyKinds = {
  all: undefined,
  spent: ['charge', 'send'],
  received: ['issue', 'receive', 'refund'],
  ended: ['revoke', 'expire'],
} as const;
export type HistoryKind = keyof typeof historyKinds;

/** One's entries, page by page, latest first. */
export class History {
  entries = $state.raw<readonly Entry[]>([]);
  stage = $state<'loading' | 'more' | 'end' | 'failed'>('loading');
  failure = $state<ErrorCode | null>(null);
  kind = $state<HistoryKind>('all');
  /** What an earlier filter still answers is not heard. */
  #round = 0;

  async choose(kind: HistoryKind): Promise<void> {
    this.kind = kind;
    this.entries = [];
    await this.next();
  }

  async next(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.stage = 'loading';
    const kinds = historyKinds[this.kind];
    const before = this.entries.at(-1)?.sequence;
    try {
      const page = await api.money.history.query({
        ...(before !== undefined && { before }),
        ...(kinds && { kinds: [...kinds] }),
      });
      if (round !== this.#round) return;
      this.entries = [...this.entries, ...page.entries];
      this.stage = page.more ? 'more' : 'end';
    } catch (error) {
      if (round !== this.#round) return;
      this.failure = troubleOf(error);
      this.stage = 'failed';
    }
  }

  /** An entry that has just come in, at the top. */
  add(entries: readonly Entry[]): void {
    const kinds: readonly string[] | undefined = historyKinds[this.kind];
    const isNew = (entry: Entry) => !this.entries.some(({ sequence }) => sequence === entry.sequence);
    const fresh = entries.filter((entry) => isNew(entry) && (kinds?.includes(entry.kind) ?? true));
    this.entries = [...fresh.toReversed(), ...this.entries];
  }
}
