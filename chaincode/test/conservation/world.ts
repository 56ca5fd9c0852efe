import type { Id } from '@kumoh-pay/domain';
import { idOf } from '../model/keys.ts';
import type { Model } from '../model/model.ts';
import { dayOf } from '../model/state.ts';
import type { Drafts } from './drafts.ts';

/** Who and what there is to choose from; now and then somebody who does not exist. */
export class World {
  readonly model: Model;
  readonly drafts: Drafts;

  constructor(drafts: Drafts) {
    this.drafts = drafts;
    this.model = drafts.model;
  }

  get now(): number {
    return this.drafts.now;
  }

  account(n: number): Id {
    return pick([...this.model.state.accounts.keys()], n, idOf('nobody'));
  }
  /** One that can get a note: the run never lets more wait than a sweep takes in one page. */
  receiver(n: number): Id {
    const few = [...this.model.state.accounts].filter(([, { notes }]) => notes.size < 40).map(([id]) => id);
    return pick(few, n, idOf('nobody'));
  }
  /** An account that has something, so that most payments are about limits and not about empty purses. */
  payer(n: number): Id {
    if (n % 18 === 17) {
      const suspended = [...this.model.state.accounts].find(([, { status }]) => status === 'suspended');
      return suspended?.[0] ?? this.account(n);
    }
    return n % 9 === 8 ? this.account(n) : pick(this.rich, n, this.account(n), 0);
  }
  get rich(): Id[] {
    const today = dayOf(this.now);
    const running = [...this.model.state.programmes].filter(
      ([, { firstDay, lastDay }]) => firstDay <= today && lastDay >= today,
    );
    return [...this.model.state.accounts]
      .filter(
        ([id, { status }]) =>
          status === 'active' &&
          running.some(([programme]) => this.model.state.balance(id, programme) > 4_000),
      )
      .map(([id]) => id);
  }
  /** Sometimes one whose key was replaced without proof, if there is one. */
  limited(n: number): Id | undefined {
    return n % 8 === 0
      ? [...this.model.state.accounts].find(([, one]) => one.limited && one.status === 'active')?.[0]
      : undefined;
  }
  vendor(n: number): Id {
    return pick([...this.model.state.vendors.keys()], n, idOf('no vendor'));
  }
  programme(n: number): Id {
    const all = [...this.model.state.programmes];
    const today = dayOf(this.now);
    const running = all.filter(([, { firstDay, lastDay }]) => firstDay <= today && today <= lastDay);
    const among = n % 6 === 5 || running.length === 0 ? all.slice(-8) : running;
    return pick(
      among.map(([id]) => id),
      n,
      idOf('no programme'),
      13,
    );
  }
  terminal(n: number): Id {
    return pick([...this.model.state.terminals.keys()], n, idOf('no terminal'));
  }
  /** A terminal at work and its vendor, as a rule. */
  counter(n: number): { terminal: Id; vendor: Id } {
    const working = [...this.model.state.terminals].filter(([, one]) => one.active);
    const retired = [...this.model.state.terminals].filter(([, one]) => !one.active).map(([id]) => id);
    const terminal =
      n % 13 === 12
        ? pick(retired, n, this.terminal(n * 7), 5)
        : pick(
            working.map(([id]) => id),
            n,
            this.terminal(n),
            0,
          );
    return { terminal, vendor: this.model.state.terminals.get(terminal)?.vendor ?? this.vendor(n) };
  }
  /** An active officer with the role. */
  officer(role: string, n: number, but = ''): string {
    const able = [...this.model.state.officers].filter(
      ([id, one]) => one.active && one.roles.includes(role) && `officer.${id}` !== but,
    );
    return `officer.${pick(
      able.map(([id]) => id),
      n,
      idOf('kim'),
      0,
    )}`;
  }
  two(role: string, other: string, n: number): string[] {
    const first = this.officer(role, n);
    return [first, this.officer(other, n >> 1, first)];
  }
  get enroller(): string {
    return `officer.${idOf('enroller')}`;
  }

  /** Mostly all that wait; sometimes none, a stranger's, or one that is gone. */
  hints(n: number, ...accounts: Id[]): string[] {
    if (n % 27 === 26) return [];
    const all = accounts.flatMap((id) =>
      [...(this.model.state.accounts.get(id)?.notes.keys() ?? [])].slice(0, accounts.length > 1 ? 16 : 64),
    );
    if (n % 27 === 25) return all.slice(0, 1);
    const odd = n % 9 === 6 ? [`a.${this.account(n)}/t.${idOf('gone')}`] : [];
    return [...new Set([...all, ...odd])].sort().slice(0, 64);
  }

  settlement(n: number, ...states: string[]): { vendor: Id; day: number } {
    const found = [...this.model.state.vendors].flatMap(([vendor, one]) =>
      [...one.settlements]
        .filter(([, { state }]) => states.includes(state))
        .map(([day]) => ({ vendor, day })),
    );
    const vendor = this.vendor(n);
    const any = { vendor, day: 1 + (n % 5) };
    return n % 11 === 10 ? any : (found[n % Math.max(1, found.length)] ?? any);
  }
}

/** One of them; one time in `strangerIn` (0: never, unless there is none) the stranger. */
export function pick<Item>(list: readonly Item[], n: number, stranger: Item, strangerIn = 29): Item {
  if (strangerIn > 0 && n % strangerIn === strangerIn - 1) return stranger;
  return list[n % Math.max(1, list.length)] ?? stranger;
}
