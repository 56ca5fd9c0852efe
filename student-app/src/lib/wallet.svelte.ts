import type { ConnectionState } from '@kumoh-pay/device/connection.ts';
import { adoptNextKey, findPublicKey } from '@kumoh-pay/device/key.ts';
import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { withinReason } from '@kumoh-pay/device/within-reason.ts';
import { type ErrorCode, won } from '@kumoh-pay/domain';
import type { WalletNews } from '@kumoh-pay/server/wallet/live-events.ts';
import { fromStore } from 'svelte/store';
import { forgetAll, type Holdings, keptEventId, keptHoldings, keptOwner, type Owner } from './kept.ts';
import { api, clock, line, whenBack } from './line.ts';
import { renewLeave } from './offline-leave.ts';

/** opening: nothing known yet. away: the server was never heard and nothing is kept. */
type WalletStage = 'opening' | 'away' | 'stranger' | 'member';

/** The pauses before a wallet that could not be read is read again. Longer and longer, and not all phones of a campus at once. */
const pauses = { firstMs: 2_000, mostMs: 30_000 };

type Member = Awaited<ReturnType<typeof api.member.me.query>>;

/** A browser that keeps nothing, as in a private window, has no key and looks only. */
const ownKey = (slot: 'account' | 'account.next') => findPublicKey(slot).catch(() => null);

/** The one wallet of this page: who it belongs to, what it holds, and what happens to it. */
class Wallet {
  stage = $state<WalletStage>('opening');
  owner = $state.raw<Owner | null>(null);
  /** As the server last said; null with no network after a reload. */
  member = $state.raw<Member | null>(null);
  holdings = $state.raw<Holdings | null>(null);
  /** Whether the ledger is a real one. */
  mark = $state<Owner['mark']>('real');
  /** Why what is shown may be old; null while it is what the server says. */
  trouble = $state<ErrorCode | null>(null);
  /** What the office says about an outage; empty: nothing. */
  banner = $state('');
  /** This browser's key, if it has one. */
  key = $state<string | null>(null);
  readonly #connection = fromStore(line.connection);
  readonly #listeners = new Set<(news: WalletNews) => void>();
  #live: { unsubscribe: () => void } | undefined;
  #opened = false;
  #again: ReturnType<typeof setTimeout> | undefined;
  #pauseMs = pauses.firstMs;

  get connection(): ConnectionState {
    return this.#connection.current;
  }

  /** True when this browser may pay: it holds the key that is in force. With no network the ledger's word is not to be had. */
  get paysHere(): boolean {
    if (this.key === null) return false;
    return this.member ? this.member.ledger?.key === this.key : true;
  }

  /** What a phone that is not confirmed may spend in all, in won; nothing, as long as that is not known. */
  get limitedCap(): number {
    return this.holdings?.limitedCap ?? 0;
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
    whenBack(() => {
      if (this.trouble) void this.load();
      // What was said while this phone was away is asked for: the stream tells what is new.
      else if (this.member) void this.#readBanner();
    });
    // The server is asked before the key is read, which takes its time on an old phone.
    const loaded = this.load();
    const key = await ownKey('account');
    this.key ??= key;
    if (this.owner) {
      this.stage = 'member';
      this.mark = this.owner.mark;
    }
    await loaded;
  }

  /** Asks the server who this is, and for everything that the first screen shows: at once, since each way there is long. */
  async load(): Promise<void> {
    clearTimeout(this.#again);
    const [about, member, home] = await Promise.allSettled([
      api.member.about.query(undefined, withinReason()),
      api.member.me.query(undefined, withinReason()),
      api.money.home.query(undefined, withinReason()),
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
    else this.#loaded();
    // Not for the first screen: what it takes to read orders is asked for beside it.
    void import('./pending.ts').then(({ finishPending }) => finishPending());
    void this.catchUp();
  }

  #loaded(): void {
    this.trouble = null;
    this.#pauseMs = pauses.firstMs;
  }

  async #readBanner(): Promise<void> {
    // A line that is gone again asks at its next return.
    const about = await api.member.about.query(undefined, withinReason()).catch(() => null);
    if (about) this.banner = about.outageBanner;
  }

  /** Says why, and asks again by itself: the server may be there and the ledger behind it away. */
  #notLoaded(error: unknown): void {
    const trouble = troubleOf(error);
    if (trouble === 'SIGN_IN_AGAIN') {
      this.#becomeStranger();
      return;
    }
    this.trouble = trouble;
    if (this.stage !== 'member') this.stage = 'away';
    clearTimeout(this.#again);
    this.#again = setTimeout(() => void this.load(), this.#pauseMs * (0.5 + Math.random()));
    this.#pauseMs = Math.min(2 * this.#pauseMs, pauses.mostMs);
  }

  /** Reads balance and latest entries again. Keeps what was known when the server is away. */
  async refresh(): Promise<void> {
    try {
      this.#hold({ ...(await api.money.home.query(undefined, withinReason())), asOfMs: clock.nowMs() });
      this.#loaded();
    } catch (error) {
      this.#notLoaded(error);
    }
  }

  async reloadMember(): Promise<void> {
    this.member = await api.member.me.query(undefined, withinReason());
  }

  /**
   * Hears what happens from now on.
   * @param onBack what was asked in vain while the server was away is asked again
   * @returns stops it
   */
  listen(listener: (news: WalletNews) => void, onBack: () => void = () => undefined): () => void {
    this.#listeners.add(listener);
    const stop = whenBack(onBack);
    return () => {
      this.#listeners.delete(listener);
      stop();
    };
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
    const [key, next] = await Promise.all([ownKey('account'), ownKey('account.next')]);
    const adopted = next !== null && next === member.ledger?.key;
    if (adopted) await adoptNextKey('account');
    this.key = adopted ? next : key;
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
        // The server's own no: a session that has ended, or too many streams at once.
        onError: (error) => this.#notLoaded(error),
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

  /** Signed out here, or from another device, whose owner may have lost this one: nothing private stays. */
  #becomeStranger(): void {
    forgetAll();
    clearTimeout(this.#again);
    this.trouble = null;
    this.#live?.unsubscribe();
    this.#live = undefined;
    this.member = null;
    this.owner = null;
    this.holdings = null;
    this.stage = 'stranger';
  }
}

export const wallet = new Wallet();
