import { newId, type OfficerRole } from '@kumoh-pay/domain';
import type { ConsoleRouter } from '../src/index.ts';
import { totpCode } from '../src/officer/totp.ts';
import { Browser } from './browser.ts';
import type { Campus } from './campus.ts';
import { newOrder, newSigner, type Signer } from './signer.ts';

/** An officer with a browser, signed in, whose authenticator has just been shown. */
export interface Officer {
  id: string;
  mail: string;
  password: string;
  signer: Signer;
  recovery: Signer;
  totpSecret: string;
  browser: Browser;
  console: ReturnType<typeof consoleOf>;
  /** The next code that was not used yet. */
  totp(): string;
}

/** Who signs orders and sends them through the console's door. */
export type Signatory = Pick<Officer, 'id' | 'signer' | 'console'>;

/** On a busy machine. */
const onItsWayMs = 5_000;

export const consoleOf = (browser: Browser) => browser.client<ConsoleRouter>();
export const officerPassword = '맑은 물은 소리가 없다 2026';

/** The result of what must not be refused. */
export function value<T>(result: { ok: true; value: T } | { ok: false; code: string; detail: string }): T {
  if (!result.ok) throw new Error(`refused: ${result.code} ${result.detail}`);
  return result.value;
}

export function newOfficer(campus: Campus, name: string): Officer {
  const browser = new Browser(campus.server.addresses.console);
  let step = Math.floor(Date.now() / 30_000) - 2;
  const officer: Officer = {
    id: newId(),
    mail: `${name}@kumoh.ac.kr`,
    password: officerPassword,
    signer: newSigner(),
    recovery: newSigner(),
    totpSecret: '',
    browser,
    console: consoleOf(browser),
    totp: () => {
      // One that runs out on its way is not taken.
      step = Math.max(step + 1, Math.floor((Date.now() + onItsWayMs) / 30_000) - 1);
      return totpCode(officer.totpSecret, step);
    },
  };
  return officer;
}

export const registration = (officer: Officer) => ({
  id: officer.id,
  name: officer.mail.split('@')[0] ?? '',
  mail: officer.mail,
  password: officer.password,
  key: officer.signer.key,
  recoveryKey: officer.recovery.key,
});

/** First run as two people do it: secret, link, both sign. Both hold every office role. */
export async function found(campus: Campus): Promise<[Officer, Officer]> {
  const first = newOfficer(campus, 'park');
  const second = newOfficer(campus, 'choi');
  const begun = value(
    await first.console.firstRun.begin.mutate({
      secret: campus.server.firstRunSecret ?? '',
      officer: registration(first),
    }),
  );
  first.totpSecret = begun.totpSecret;
  const token = begun.link.split('#')[1] ?? '';
  second.totpSecret = value(
    await second.console.invitation.accept.mutate({ token, officer: registration(second) }),
  ).totpSecret;
  for (const officer of [first, second])
    value(await officer.console.officer.showTotp.mutate({ totp: officer.totp() }));
  const { ledgerName } = await first.console.officer.me.query();
  for (const officer of [first, second]) {
    const { order } = value(await officer.console.firstRun.order.query());
    const { signature } = officer.signer.order(ledgerName, 'officer', officer.id, order);
    value(await officer.console.firstRun.sign.mutate({ signature }));
  }
  await rolesHeld(first);
  return [first, second];
}

/** Starts the server anew, on other ports, and lets the officers' browsers find it there with what cookies they hold. */
export async function restartFor(campus: Campus, officers: readonly Officer[]): Promise<void> {
  await campus.restart();
  for (const officer of officers)
    officer.console = consoleOf(Object.assign(officer.browser, { address: campus.server.addresses.console }));
}

async function rolesHeld(officer: Officer): Promise<void> {
  for (let wait = 0; wait < 500; wait++) {
    if ((await officer.console.officer.me.query()).roles.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('the index does not show the founders');
}

/** Somebody who has come by an approver's link and registered, and whom nobody has appointed yet. */
export async function register(
  officer: Officer,
  approver: Officer,
  roles: Exclude<OfficerRole, 'enroller'>[],
): Promise<void> {
  const { link } = value(await approver.console.invitation.invite.mutate({ roles }));
  const token = link.split('#')[1] ?? '';
  officer.totpSecret = value(
    await officer.console.invitation.accept.mutate({ token, officer: registration(officer) }),
  ).totpSecret;
  value(await officer.console.officer.showTotp.mutate({ totp: officer.totp() }));
}

/** A third officer with some of the roles: invited, registered, appointed by both. */
export async function appoint(
  campus: Campus,
  [first, second]: [Officer, Officer],
  name: string,
  roles: Exclude<OfficerRole, 'enroller'>[],
): Promise<Officer> {
  const officer = newOfficer(campus, name);
  await register(officer, first, roles);
  const { ledgerName } = await officer.console.officer.me.query();
  const order = newOrder('appointOfficer', {
    until: Date.now() + 60_000,
    officer: {
      id: officer.id,
      key: officer.signer.key,
      recoveryKey: officer.recovery.key,
      roles: [...roles].sort(),
    },
  });
  const [asked, given] = [first, second].map((one) => one.signer.order(ledgerName, 'officer', one.id, order));
  if (!asked || !given) throw new Error('two approvers appoint');
  value(await first.console.approval.propose.mutate({ signed: { order, signatures: [asked] }, shown: null }));
  value(await second.console.approval.sign.mutate({ id: order.id, signature: given.signature }));
  await rolesHeld(officer);
  return officer;
}
