import { amountSchema, sumWon, won } from '@kumoh-pay/domain';
import { sayWon, words } from '@kumoh-pay/ui';
import { type AccountState, accountOf } from './account.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { fingerprintOf } from './order-facts.ts';
import { proposeRevoke } from './revoking.ts';
import { newOrder, untilForOne, untilForTwo } from './signing.svelte.ts';
import { signAndPropose, signAndSend } from './submit.ts';

export interface MemberPage {
  member: NonNullable<Extract<Awaited<ReturnType<typeof api.member.show.query>>, { ok: true }>['value']>;
  entries: Awaited<ReturnType<typeof api.member.entries.query>>;
  account: AccountState | null;
  signIns: Awaited<ReturnType<typeof api.member.signIns.query>>;
  /** Of the key that the wallet's phone signs with. */
  fingerprint: string;
}

/** One member: balance, entries, and what an officer may do with the wallet. */
export class Member {
  readonly page: Loaded<MemberPage | null>;

  constructor(id: string) {
    this.page = new Loaded(async () => {
      const [shown] = await Promise.all([api.member.show.query({ member: id }), names.load()]);
      if (!shown.ok) return null;
      const { account } = shown.value;
      const [entries, state, signIns] = await Promise.all([
        api.member.entries.query({ account }),
        accountOf(account),
        api.member.signIns.query({ member: id }),
      ]);
      const fingerprint = state ? await fingerprintOf(state.record.key) : '';
      const { name, studentNumber } = shown.value;
      names.keepPeople([{ id, account, name, studentNumber }]);
      await names.findPeople(
        entries
          .flatMap(({ sender, receiver }) => [sender, receiver])
          .filter((one) => one.length === account.length),
      );
      return { member: shown.value, entries, account: state, signIns, fingerprint };
    });
  }

  suspend = async (): Promise<void> => {
    const account = this.page.value?.account;
    if (!account) return;
    const order = newOrder('suspendAccount', {
      account: account.id,
      until: untilForOne(),
      shown: account.digest,
    });
    await signAndSend(order, (signatures) => api.member.suspend.mutate({ signed: { order, signatures } }));
    await this.page.load();
  };

  resume = async (): Promise<void> => {
    const account = this.page.value?.account;
    if (!account) return;
    const order = newOrder('resumeAccount', {
      account: account.id,
      until: untilForOne(),
      shown: account.digest,
    });
    await signAndSend(order, (signatures) => api.member.resume.mutate({ signed: { order, signatures } }));
    await this.page.load();
  };

  /** The phone that stands before the officer is the member's: a registrar and an approver. */
  confirmKey = async (): Promise<void> => {
    const account = this.page.value?.account;
    if (!account) return;
    const order = newOrder('confirmKey', {
      account: account.id,
      key: account.record.key,
      until: untilForTwo(),
      shown: account.digest,
    });
    await signAndPropose(order, (signatures) =>
      api.approval.propose.mutate({ signed: { order, signatures }, shown: account.text }),
    );
  };

  /** Takes back what is unspent of one programme. */
  revoke = async (programme: string, amount: number): Promise<void> => {
    const account = this.page.value?.account;
    const whole = amountSchema.safeParse(amount).data;
    if (account && whole) await proposeRevoke(programme, [{ account: account.id, amount: whole }]);
  };

  /** Older entries below those that are shown. */
  more = async (): Promise<void> => {
    const page = this.page.value;
    const last = page?.entries.at(-1);
    if (!page || !last) return;
    const { account } = page.member;
    const older = await api.member.entries.query({ account, before: last.sequence });
    this.atEnd = older.length === 0;
    this.page.value = { ...page, entries: [...page.entries, ...older] };
  };
  atEnd = $state(false);

  close = async (): Promise<void> => {
    const account = this.page.value?.account;
    if (!account) return;
    const order = newOrder('closeAccount', {
      account: account.id,
      until: untilForTwo(),
      shown: account.digest,
    });
    const held = sumWon((this.page.value?.member.balance.lots ?? []).map(({ amount }) => won(amount)));
    await signAndPropose(
      order,
      (signatures) => api.approval.propose.mutate({ signed: { order, signatures }, shown: account.text }),
      [{ label: words().console.giving.closeFacts, value: sayWon(held), strong: true }],
    );
  };
}
