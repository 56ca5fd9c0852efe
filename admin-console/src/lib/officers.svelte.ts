import { words } from '@kumoh-pay/ui';
import { Form } from './form.svelte.ts';
import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';
import { readRecord } from './records.ts';
import { session } from './session.svelte.ts';
import { done, newOrder, signing, untilForTwo } from './signing.svelte.ts';
import { signAndPropose } from './submit.ts';

export const officeRoles = ['approver', 'auditor', 'issuer', 'registrar'] as const;
export type OfficeRole = (typeof officeRoles)[number];
const isOfficeRole = (role: string): role is OfficeRole => officeRoles.some((one) => one === role);
export type OfficerRow = Awaited<ReturnType<typeof api.officer.list.query>>[number];

/** Who works here: invited by a link, appointed and retired by two approvers. */
export class Officers {
  readonly form = new Form();
  inviting = $state(false);
  /** Whose sign-in the link resets; empty: it invites. */
  resetOf = $state('');
  roles = $state<OfficeRole[]>(['approver']);
  link = $state('');
  readonly list = new Loaded(async () => {
    await names.load();
    return names.officers;
  });

  begin = (): void => {
    this.link = '';
    this.resetOf = '';
    this.roles = ['approver'];
    this.inviting = true;
  };
  toggle = (role: OfficeRole): void => {
    this.roles = this.roles.includes(role) ? this.roles.filter((one) => one !== role) : [...this.roles, role];
  };

  /** A link is no order, but it makes officers: the authenticator is shown for it. */
  invite = async (): Promise<void> => {
    const { people, orders } = words().console;
    const { roles } = this;
    await signing.ask({
      title: people.inviteOfficerTitle,
      facts: [
        { label: people.rolesTitle, value: roles.map((role) => people.roles[role]).join(', '), strong: true },
      ],
      undo: orders.undo.appointOfficer,
      carryOut: () => done(this.#makeLink(roles)),
    });
  };
  async #makeLink(roles: OfficeRole[]) {
    const answer = await api.invitation.invite.mutate({ roles });
    if (answer.ok) this.link = answer.value.link;
    return answer;
  }

  appoint = async (row: OfficerRow): Promise<void> => {
    const roles = row.rolesAskedFor.filter(isOfficeRole).sort();
    const officer = { id: row.id, key: row.key, recoveryKey: row.recoveryKey, roles };
    const order = newOrder('appointOfficer', { until: untilForTwo(), officer });
    await signAndPropose(order, (signatures) =>
      api.approval.propose.mutate({ signed: { order, signatures }, shown: null }),
    );
  };

  /** Whoever came by a link, and shall not be appointed. */
  cancelInvitation = async (row: OfficerRow): Promise<void> => {
    const { people, orders } = words().console;
    await signing.ask({
      title: people.cancelInvitation,
      facts: [{ label: orders.facts.officer, value: `${row.name} (${row.mail})`, strong: true }],
      undo: people.cancelInvitationUndo,
      carryOut: () => done(api.invitation.cancel.mutate({ officer: row.id })),
    });
    await this.list.load();
  };

  retire = async (row: OfficerRow): Promise<void> => {
    const shown = await readRecord('officer', row.id);
    if (!shown) return;
    const order = newOrder('retireOfficer', { until: untilForTwo(), shown: shown.digest, officer: row.id });
    await signAndPropose(order, (signatures) =>
      api.approval.propose.mutate({ signed: { order, signatures }, shown: shown.text }),
    );
  };
  /** A link by which somebody who lost password or authenticator sets new ones. */
  reset = async (row: OfficerRow): Promise<void> => {
    const { orders, desk } = words().console;
    this.link = '';
    await signing.ask({
      title: desk.reset.make,
      facts: [{ label: orders.facts.officer, value: `${row.name} (${row.mail})`, strong: true }],
      undo: desk.reset.undo,
      carryOut: () => done(this.#makeReset(row)),
    });
    if (this.link !== '') this.inviting = true;
  };
  async #makeReset({ id, name }: OfficerRow) {
    this.resetOf = name;
    const answer = await api.invitation.inviteReset.mutate({ officer: id });
    if (answer.ok) this.link = answer.value.link;
    return answer;
  }

  /** The key that the officer's new browser asks for; another approver signs too. */
  replaceKey = async (row: OfficerRow): Promise<void> => {
    const shown = await readRecord('officer', row.id);
    if (!shown || !row.asked) return;
    const { key, recoveryKey } = row.asked;
    const order = newOrder('replaceOfficerKey', {
      until: untilForTwo(),
      shown: shown.digest,
      officer: row.id,
      key,
      recoveryKey,
    });
    await signAndPropose(order, (signatures) =>
      api.approval.propose.mutate({ signed: { order, signatures }, shown: shown.text }),
    );
  };
  isOwn = (row: OfficerRow): boolean => row.id === session.me?.id;
}
