import { amountSchema, sumWon, won } from '@kumoh-pay/domain';
import { fingerprintOf } from '@kumoh-pay/domain/fingerprint.ts';
import { sayWon, words } from '@kumoh-pay/ui';
import { type AccountState, accountOf } from './account.ts';
import { type HistoryEntry, historyOf } from './history.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { Paged } from './paged.svelte.ts';
import { proposeRevoke } from './revoking.ts';
import { newOrder, untilForOne, untilForTwo } from './signing.svelte.ts';
import { signAndPropose, signAndSend } from './submit.ts';

export interface MemberPage {
  member: NonNullable<Extract<Awaited<ReturnType<typeof api.member.show.query>>, { ok: true }>['value']>;
  account: AccountState | null;
  signIns: Awaited<ReturnType<typeof api.member.signIns.query>>;
  history: HistoryEntry[];
  /** Of the key that the wallet's phone signs with. */
  fingerprint: string;
}

export type Entry = Awaited<ReturnType<typeof api.member.entries.query>>[number];
export const keyOfEntry = ({ sequence, kind }: Entry): string => `${sequence}.${kind}`;
/** Entries of a page, as the server gives them. */
const pageSize = 50;

/** One member: balance, entries, and what an officer may do with the wallet. */
export class Member {
  readonly id: string;
  readonly page = new Loaded(async (): Promise<MemberPage | null> => {
    const member = this.id;
    const [shown] = await Promise.all([api.member.show.query({ member }), names.load()]);
    if (!shown.ok) return null;
    const { account, name, studentNumber } = shown.value;
    const [state, signIns, history] = await Promise.all([
      accountOf(account),
      api.member.signIns.query({ member }),
      historyOf(`account.${account}`),
    ]);
    names.keepPeople([{ id: member, account, name, studentNumber }]);
    const fingerprint = state ? await fingerprintOf(state.record.key) : '';
    return { member: shown.value, account: state, signIns, history, fingerprint };
  });
  /** What the wallet has received and spent, the latest first. */
  readonly entries = new Paged(async (after?: Entry) => {
    const shown = await api.member.show.query({ member: this.id });
    if (!shown.ok) return { rows: [], more: false };
    const { account } = shown.value;
    const rows = await api.member.entries.query({ account, before: after?.sequence });
    const others = rows.flatMap(({ sender, receiver }) => [sender, receiver]);
    await names.findPeople(others.filter((one) => one.length === account.length));
    return { rows, more: rows.length === pageSize };
  }, keyOfEntry);

  constructor(id: string) {
    this.id = id;
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
