import { amountSchema, newId, seoulDay } from '@kumoh-pay/domain';
import { api, clock } from './line.ts';
import { names } from './names.svelte.ts';
import { newOrder, untilForTwo } from './signing.svelte.ts';
import { signAndSendOrPropose } from './submit.ts';
import { isUnfinished } from './unfinished.ts';

/** A voucher for the member whose page is open. */
export class Giving {
  open = $state(false);
  programme = $state('');
  amount = $state<number | null>(null);
  left = $state(0);
  #account = '';
  /** Of what is being given, until its outcome is known: of two tries at it the ledger carries out one. */
  #order = newId();

  /** Programmes that can still be issued of. */
  get programmes() {
    const today = seoulDay(clock.nowMs());
    return names.programmes.filter(({ lastDay }) => lastDay >= today);
  }

  begin = async ({ account }: { account: string }): Promise<void> => {
    this.#account = account;
    this.#order = newId();
    this.amount = null;
    this.programme = this.programmes[0]?.id ?? '';
    this.open = true;
    const { soloIssueCap, issuedAlone } = await api.issue.terms.query();
    this.left = Math.max(0, soloIssueCap - issuedAlone);
  };

  give = async (): Promise<void> => {
    const amount = amountSchema.safeParse(this.amount);
    if (!amount.success || this.programme === '') return;
    const receivers = [{ account: this.#account, amount: amount.data }];
    const order = newOrder(
      'issue',
      { until: untilForTwo(), programme: this.programme, receivers },
      this.#order,
    );
    const given = await signAndSendOrPropose(order, {
      waits: amount.data > this.left,
      send: (signatures) => api.issue.issue.mutate({ signed: { order, signatures } }),
      propose: (signatures) => api.approval.propose.mutate({ signed: { order, signatures }, shown: null }),
    });
    if (!isUnfinished(order)) this.#order = newId();
    if (given) this.open = false;
  };
}
