import { type AccountState, accountOf } from './account.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { newOrder, untilForOne, untilForTwo } from './signing.svelte.ts';
import { signAndPropose, signAndSend } from './submit.ts';

export interface MemberPage {
  member: NonNullable<Extract<Awaited<ReturnType<typeof api.member.show.query>>, { ok: true }>['value']>;
  entries: Awaited<ReturnType<typeof api.member.entries.query>>;
  account: AccountState | null;
}

/** One member: balance, entries, and what an officer may do with the wallet. */
export class Member {
  readonly page: Loaded<MemberPage | null>;

  constructor(id: string) {
    this.page = new Loaded(async () => {
      const [shown] = await Promise.all([api.member.show.query({ member: id }), names.load()]);
      if (!shown.ok) return null;
      const { account } = shown.value;
      const [entries, state] = await Promise.all([api.member.entries.query({ account }), accountOf(account)]);
      const { name, studentNumber } = shown.value;
      names.keepPeople([{ id, account, name, studentNumber }]);
      await names.findPeople(
        entries
          .flatMap(({ sender, receiver }) => [sender, receiver])
          .filter((one) => one.length === account.length),
      );
      return { member: shown.value, entries, account: state };
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

  close = async (): Promise<void> => {
    const account = this.page.value?.account;
    if (!account) return;
    const order = newOrder('closeAccount', {
      account: account.id,
      until: untilForTwo(),
      shown: account.digest,
    });
    await signAndPropose(order, (signatures) =>
      api.approval.propose.mutate({ signed: { order, signatures }, shown: account.text }),
    );
  };
}
