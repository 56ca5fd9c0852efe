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
export const historyKindNames: readonly HistoryKind[] = ['all', 'spent', 'received', 'ended'];

/** A part of the list that is drawn or not as a whole, so that ten thousand entries cost no more than what is seen. */
export interface HistoryPage {
  id: number;
  entries: readonly Entry[];
  /** As last drawn, in CSS pixels; null while it never was. */
  heightPx: number | null;
}

/** A search begins when the typing pauses. */
const typingMs = 250;

/** One's entries, page by page, latest first. */
export class History {
  pages = $state.raw<readonly HistoryPage[]>([]);
  stage = $state<'loading' | 'more' | 'end' | 'failed'>('loading');
  failure = $state<ErrorCode | null>(null);
  kind = $state<HistoryKind>('all');
  /** A Seoul month, 2026-11; null: all of them. */
  month = $state<string | null>(null);
  words = $state('');
  months = $state.raw<readonly string[]>([]);
  /** What an earlier filter still answers is not heard. */
  #round = 0;
  #typing: ReturnType<typeof setTimeout> | undefined;
  #pageId = 0;

  get count(): number {
    return this.pages.reduce((sum, { entries }) => sum + entries.length, 0);
  }
  get isFiltered(): boolean {
    return this.kind !== 'all' || this.month !== null || this.words.trim() !== '';
  }

  /** The first time all; when the screen is opened again, only what came meanwhile. */
  async open(): Promise<void> {
    void this.#loadMonths();
    if (this.pages.length === 0) return this.next();
    const page = await this.#read(undefined).catch(() => null);
    if (page) this.add([...page.entries].reverse());
  }

  choose(change: { kind?: HistoryKind; month?: string | null }): void {
    if (change.kind !== undefined) this.kind = change.kind;
    if (change.month !== undefined) this.month = change.month;
    void this.#anew();
  }

  search(words: string): void {
    this.words = words;
    clearTimeout(this.#typing);
    this.#typing = setTimeout(() => void this.#anew(), typingMs);
  }

  async next(): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    this.stage = 'loading';
    try {
      const page = await this.#read(this.pages.at(-1)?.entries.at(-1)?.sequence);
      if (round !== this.#round) return;
      this.#pageId += 1;
      // What the stream has told of meanwhile is at the top already.
      const oldest = this.pages.at(-1)?.entries.at(-1)?.sequence ?? Number.POSITIVE_INFINITY;
      const entries = page.entries.filter(({ sequence }) => sequence < oldest);
      if (entries.length > 0) this.pages = [...this.pages, { id: this.#pageId, entries, heightPx: null }];
      this.stage = page.more ? 'more' : 'end';
    } catch (error) {
      if (round !== this.#round) return;
      this.failure = troubleOf(error);
      this.stage = 'failed';
    }
  }

  /** Entries that have just come in, oldest first, at the top. While something is searched for the list stays as it is. */
  add(entries: readonly Entry[]): void {
    if (this.month !== null || this.words.trim() !== '') return;
    const kinds: readonly string[] | undefined = historyKinds[this.kind];
    const [first, ...rest] = this.pages;
    const newest = first?.entries[0]?.sequence ?? -1;
    const fresh = entries.filter(
      ({ sequence, kind }) => sequence > newest && (kinds?.includes(kind) ?? true),
    );
    if (fresh.length === 0) return;
    const id = first?.id ?? 0;
    const top = { id, entries: [...fresh.toReversed(), ...(first?.entries ?? [])], heightPx: null };
    this.pages = [top, ...rest];
  }

  async #anew(): Promise<void> {
    clearTimeout(this.#typing);
    this.pages = [];
    await this.next();
  }

  #read(before: number | undefined) {
    const kinds = historyKinds[this.kind];
    const words = this.words.trim();
    return api.money.history.query({
      ...(before !== undefined && { before }),
      ...(kinds && { kinds: [...kinds] }),
      ...(this.month !== null && { month: this.month }),
      ...(words !== '' && { words }),
    });
  }

  async #loadMonths(): Promise<void> {
    // Without them there is no choice of months, and the list is there all the same.
    this.months = await api.money.months.query().catch(() => this.months);
  }
}

let kept: { account: string; history: History } | null = null;

/** The same for as long as the page lives, so that the way back from a receipt ends where it began. */
export function historyOf(account: string): History {
  if (kept?.account !== account) kept = { account, history: new History() };
  return kept.history;
}
