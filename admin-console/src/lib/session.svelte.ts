import { adoptNextKey, findPublicKey } from '@kumoh-pay/device/key.ts';
import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { OfficerRole } from '@kumoh-pay/domain';
import { fromStore } from 'svelte/store';
import { adoptRecoveryKey, keepOwner, readRecoveryKey } from './key-owner.ts';
import { api, line } from './line.ts';
import { news } from './news.svelte.ts';
import { readRecord } from './records.ts';

type Me = Awaited<ReturnType<typeof api.officer.me.query>>;
/** `away`: the server did not answer at all. `waiting`: registered, and nobody has appointed them yet. */
type SessionState = 'loading' | 'firstRun' | 'signedOut' | 'waiting' | 'in' | 'away';
/** Whoever is not appointed hears no news: their screen looks this often. */
const appointedLookMs = 1_500;

/** Who is signed in, and whether this browser can sign for them. */
class Session {
  is = $state<SessionState>('loading');
  me = $state.raw<Me | null>(null);
  /** This browser holds the key that the ledger knows as the officer's. */
  canSign = $state(false);
  /** The ledger has a recovery key for this officer that was not made in this browser, which has made one. */
  otherRecoveryKey = $state(false);
  /** The ledger's time until which the authenticator need not be shown again; see totpGoodMs on the server. */
  totpAt = $state(0);

  #timer: ReturnType<typeof setTimeout> | undefined;

  readonly #connection = fromStore(line.connection);

  /** The server does not answer: what is on the screen is what came last. */
  get isOffline(): boolean {
    return this.#connection.current === 'away';
  }

  /** For `onMount`: looks now, whenever the server is back, and for what others put on the ledger: the first roles, a new key. */
  open = (): (() => void) => {
    void this.look();
    const back = line.connection.subscribe((state) => {
      if (state === 'there' && this.is === 'away') void this.look();
    });
    const told = news.listen(() => {
      if (!this.canSign) void this.findKey().catch(() => undefined);
    });
    return () => {
      back();
      told();
    };
  };

  look = async (): Promise<void> => {
    try {
      const { founded } = await api.firstRun.state.query();
      const me = await this.#whoAmI();
      this.me = me;
      this.totpAt = me?.totpAt ?? 0;
      if (me?.isAppointed) await this.findKey();
      this.is = founded ? (me ? (me.isAppointed ? 'in' : 'waiting') : 'signedOut') : 'firstRun';
      if (this.is === 'in') news.open(this.look);
      else news.close();
      clearTimeout(this.#timer);
      if (this.is === 'waiting') this.#timer = setTimeout(() => void this.look(), appointedLookMs);
    } catch {
      this.is = 'away';
    }
  };

  async #whoAmI(): Promise<Me | null> {
    try {
      return await api.officer.me.query();
    } catch (error) {
      if (troubleOf(error) === 'SIGN_IN_AGAIN') return null;
      throw error;
    }
  }

  async findKey(): Promise<void> {
    const { me } = this;
    if (!me) return;
    const [onLedger, here] = await Promise.all([readRecord('officer', me.id), findPublicKey('officer')]);
    const inForce = onLedger?.record.key ?? null;
    this.canSign = inForce !== null && (here === inForce || (await this.#adopt(me.id, inForce)));
    const [made, recoveryKey] = [readRecoveryKey(), onLedger?.record.recoveryKey ?? null];
    this.otherRecoveryKey = this.canSign && made !== null && recoveryKey !== null && made !== recoveryKey;
  }

  /** A key that was made here and asked for is in force now: it takes its place. */
  async #adopt(officer: string, inForce: string): Promise<boolean> {
    if ((await findPublicKey('officer.next')) !== inForce) return false;
    await adoptNextKey('officer');
    adoptRecoveryKey();
    keepOwner(officer);
    return true;
  }

  has = (...roles: OfficerRole[]): boolean => roles.some((role) => this.me?.roles.includes(role));

  /** Nothing has answered: whoever walks away now leaves the console open. */
  notSignedOut = $state(false);
  signOut = async (): Promise<void> => {
    this.notSignedOut = false;
    try {
      await api.officer.signOut.mutate();
    } catch (error) {
      this.notSignedOut = troubleOf(error) !== 'SIGN_IN_AGAIN';
      if (this.notSignedOut) return;
    }
    news.close();
    this.me = null;
    // At once: the next look may find nobody who answers.
    this.is = 'signedOut';
    await this.look();
  };
}

export const session = new Session();
