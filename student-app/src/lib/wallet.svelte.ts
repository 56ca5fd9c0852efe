import type { ConnectionState } from '@kumoh-pay/device/connection.ts';
import { adoptNextKey, findPublicKey } from '@kumoh-pay/device/key.ts';
import { isServersNo } from '@kumoh-pay/device/trouble.ts';
import { won } from '@kumoh-pay/domain';
import type { WalletNews } from '@kumoh-pay/server/wallet/live-events.ts';
import { fromStore } from 'svelte/store';
import { forgetAll, type Holdings, keptEventId, keptHoldings, keptOwner, type Owner } from './kept.ts';
import { api, clock, line } from './line.ts';
import { renewLeave } from './offline-leave.ts';
import { finishPending } from './pending.ts';

/** opening: nothing known yet. away: the server was never heard and nothing is kept. */
type WalletStage = 'opening' | 'away' | 'stranger' | 'member';

type Member = Awaited<ReturnType<typeof api.member.me.query>>;

/** The one wallet of this page: who it belongs to, what it holds, and what happens to it. */
class Wallet {
  stage = $state<WalletStage>('opening');
  owner = $state.raw<Owner | null>(null);
  /** As the server last said; null with no network after a reload. */
  member = $state.raw<Member | null>(null);
  holdings = $state.raw<Holdings | null>(null);
  /** Whether the ledger is a real one. */
  mark = $state<Owner['mark']>('real');
  /** What the office says about an outage; empty: nothing. */
  banner = $state('');
  /** This browser's key, if it has one. */
  key = $state<string | null>(null);
  readonly #connection = fromStore(line.connection);
  readonly #listeners = new Set<(news: WalletNews) => void>();
  #live: { unsubscribe: () => void } | undefined;
  #opened = false;

  get connection(): ConnectionState {
    return this.#connection.current;
  }

  /** True when this browser may pay: it holds the key that is in force. With no network the ledger's word is not to be had. */
  get paysHere(): boolean {
    if (this.key === null) return false;
    return this.member ? this.member.ledger?.key === this.key : true;
  }

  /** True on a phone that paid until another took its place and was not confirmed yet: its owner can say "that was not me". */
  get wasReplaced(): boolean {
    const ledger = this.member?.ledger;
    return this.key !== null && ledger?.confirmedKey === this.key && ledger.key !== this.key;
  }

  async open(): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    this.owner = keptOwner.read();
    this.holdings = keptHoldings.read();
    this.key = await findPublicKey('account');
    if (this.owner) {
      this.stage = 'member';
      this.mark = this.owner.mark;
    }
    let before: ConnectionState = 'unknown';
    line.connection.subscribe((state) => {
      // What was said while this phone was away is asked for: the stream tells what is new.
      if (state === 'there' && before === 'away' && this.member) void this.#readBanner();
      before = state;
      if (state === 'there' && (this.stage === 'away' || (this.stage === 'member' && !this.member)))
        void this.load();
    });
    await this.load();
  }

  /** Asks the server who this is, and for everything that the first screen shows: at once, since each way there is long. */
  async load(): Promise<void> {
    const [about, member, home] = await Promise.allSettled([
      api.member.about.query(),
      api.member.me.query(),
      api.money.home.query(),
    ]);
    if (about.status === 'fulfilled') {
      this.mark = about.value.mark;
      this.banner = about.value.outageBanner;
    }
    const failed = [about, member].find((asked) => asked.status === 'rejected');
    if (failed) this.#notLoaded(failed.reason);
    if (about.status === 'rejected' || member.status === 'rejected') return;
    try {
      await this.#adoptKey(member.value);
    } catch (error) {
      return this.#notLoaded(error);
    }
    const { account, name } = member.value;
    const { ledgerName, mark, walletAddress } = about.value;
    // What this phone has chosen while the server was away comes first; another member's choice is none.
    const codeCap = this.owner?.account === account ? this.owner.codeCap : member.value.codeCap;
    this.#own({ account, name, ledgerName, mark, walletAddress, codeCap });
    this.member = member.value;
    if (home.status === 'fulfilled') this.#hold({ ...home.value, asOfMs: clock.nowMs() });
    this.stage = 'member';
    // A stream that goes on from a known event misses nothing; one that begins now may, so it is read again.
    const goesOn = keptEventId.read() !== null;
    this.#follow();
    if (!goesOn || home.status === 'rejected') await this.refresh();
    void finishPending();
    void this.catchUp();
  }

  async #readBanner(): Promise<void> {
    // A line that is gone again asks at its next return.
    const about = await api.member.about.query().catch(() => null);
    if (about) this.banner = about.outageBanner;
  }

  #notLoaded(error: unknown): void {
    if (isServersNo(error)) this.#becomeStranger();
    else if (this.stage !== 'member') this.stage = 'away';
  }

  /** Reads balance and latest entries again. Keeps what was known when the server is away. */
  async refresh(): Promise<void> {
    try {
      this.#hold({ ...(await api.money.home.query()), asOfMs: clock.nowMs() });
    } catch (error) {
      if (isServersNo(error)) this.#becomeStranger();
    }
  }

  async reloadMember(): Promise<void> {
    this.member = await api.member.me.query();
  }

  /** Hears what happens from now on. @returns stops it. */
  listen(listener: (news: WalletNews) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Counts at once, with no network too; the server keeps it for the next phone. */
  setCodeCap(codeCap: number): void {
    if (!this.owner) return;
    this.#own({ ...this.owner, codeCap });
    void this.catchUp();
  }

  /** What this phone has chosen while the server was away, and leave for offline payments before it ends. */
  async catchUp(): Promise<void> {
    const { owner, member } = this;
    if (!owner || !member) return;
    try {
      if (member.codeCap !== owner.codeCap) {
        await api.member.savePreferences.mutate({ codeCap: won(owner.codeCap) });
        this.member = { ...member, codeCap: owner.codeCap };
      }
      await renewLeave(member, this.paysHere);
    } catch {
      // The next connection tries again; nothing that is shown depends on it.
    }
  }

  /** Forgets everything private on this phone. The key stays: it tells nothing, and without it the phone could not pay again. */
  async signOut(): Promise<void> {
    await api.session.signOut.mutate();
    forgetAll();
    this.#becomeStranger();
  }

  #own(owner: Owner): void {
    // Another member's balance is not to be seen for a moment.
    if (this.owner && this.owner.account !== owner.account) {
      forgetAll();
      this.holdings = null;
    }
    this.owner = owner;
    keptOwner.write(owner);
  }

  #hold(holdings: Holdings): void {
    this.holdings = holdings;
    keptHoldings.write(holdings);
  }

  /** A key that the ledger has taken, whose answer was lost, takes its place. */
  async #adoptKey(member: Member): Promise<void> {
    const next = await findPublicKey('account.next');
    if (next !== null && next === member.ledger?.key) await adoptNextKey('account');
    this.key = await findPublicKey('account');
  }

  #follow(): void {
    this.#live?.unsubscribe();
    this.#live = api.money.live.subscribe(
      { lastEventId: keptEventId.read() },
      {
        onData: ({ id, data }) => {
          keptEventId.write(id);
          this.#hear(data);
        },
        // The server's own no, such as a session that has ended: the next question says which.
        onError: () => void this.refresh(),
      },
    );
  }

  #hear(news: WalletNews): void {
    if (news.is === 'banner') this.banner = news.text;
    if (news.is === 'paperSlip') void this.refresh();
    if (news.is === 'account') void this.reloadMember().catch(() => undefined);
    if (news.is === 'entries' && this.holdings) {
      const known = new Set(this.holdings.entries.map(({ sequence }) => sequence));
      const fresh = news.entries.filter(({ sequence }) => !known.has(sequence));
      const entries = [...fresh.toReversed(), ...this.holdings.entries];
      const paid = new Set(fresh.map(({ charge }) => charge));
      this.#hold({
        ...this.holdings,
        balance: news.balance,
        lots: news.lots,
        entries,
        paperSlips: this.holdings.paperSlips.filter(({ charge }) => !paid.has(charge)),
        asOfMs: clock.nowMs(),
      });
    }
    for (const listener of this.#listeners) listener(news);
  }

  #becomeStranger(): void {
    this.#live?.unsubscribe();
    this.#live = undefined;
    this.member = null;
    this.owner = null;
    this.holdings = null;
    this.stage = 'stranger';
  }
}

export const wallet = new Wallet();
