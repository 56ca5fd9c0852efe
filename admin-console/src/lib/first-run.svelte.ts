import { signOrder } from '@kumoh-pay/device/key.ts';
import { type OrderOf, readTypedCode, refuse } from '@kumoh-pay/domain';
import { Form } from './form.svelte.ts';
import { Joining } from './joining.svelte.ts';
import { forgetOwner } from './key-owner.ts';
import { api } from './line.ts';
import { session } from './session.svelte.ts';

/** Before there is a ledger there is no stream of its news; these screens look this often, and only they. */
const lookMs = 1_500;
const linkKey = 'kumoh-pay.founder-link';

/** begin: the first officer; invite: waits for the second; sign: both; signed: waits for the other. */
export type FirstRunStage = 'begin' | 'invite' | 'sign' | 'signed' | 'founded';

/** Opening a ledger: two officers, one order that both sign. */
export class FirstRun {
  stage = $state<FirstRunStage>('begin');
  secret = $state('');
  secretWrong = $state(false);
  link = $state(sessionStorage.getItem(linkKey) ?? '');
  order = $state.raw<OrderOf<'bootstrap'> | null>(null);
  readonly form = new Form();
  readonly joining: Joining;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param second joined by a link: the first officer has begun already. */
  constructor(joining?: Joining) {
    this.joining =
      joining ??
      new Joining(
        (officer) => this.#begin(officer),
        () => this.watch(),
      );
  }

  async #begin(officer: Parameters<typeof api.firstRun.begin.mutate>[0]['officer']) {
    const secret = readTypedCode(this.secret);
    this.secretWrong = secret === null;
    if (secret === null) return refuse('CODE_WRONG');
    const begun = await api.firstRun.begin.mutate({ secret, officer });
    if (begun.ok) {
      this.link = begun.value.link;
      sessionStorage.setItem(linkKey, this.link);
    }
    return begun;
  }

  /** A reload in the middle: whoever is signed in goes on where it stopped. */
  open = (): (() => void) => {
    if (session.me) this.watch();
    else forgetOwner();
    return () => clearInterval(this.#timer);
  };

  watch(): void {
    if (this.stage === 'begin') this.stage = 'invite';
    clearInterval(this.#timer);
    this.#timer = setInterval(() => void this.#look(), lookMs);
    void this.#look();
  }

  #look = async (): Promise<void> => {
    try {
      const { founded } = await api.firstRun.state.query();
      if (founded) {
        clearInterval(this.#timer);
        sessionStorage.removeItem(linkKey);
        this.stage = 'founded';
        return;
      }
      const answer = await api.firstRun.order.query();
      // Refused while the second officer is not registered yet: that is what this waits for.
      this.order = answer.ok ? answer.value.order : null;
      if (!answer.ok) return;
      if (!session.me) await session.look();
      const signed = answer.value.signed.includes(`officer.${session.me?.id}`);
      this.stage = signed ? 'signed' : 'sign';
    } catch {
      // The line's banner says that the server is away; the next look finds it back.
    }
  };

  sign = async (): Promise<void> => {
    const { order } = this;
    const { me } = session;
    if (!order || !me) return;
    const answer = await this.form.run(async () => {
      const { signature } = await signOrder(me.ledgerName, order, 'officer', `officer.${me.id}`);
      return api.firstRun.sign.mutate({ signature });
    });
    if (answer) this.stage = answer.value.founded ? 'founded' : 'signed';
  };

  enter = (): Promise<void> => session.look();
}
