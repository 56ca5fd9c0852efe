import { ko } from '../../../ui/src/words/ko.ts';
import type { Campus } from './campus.ts';
import { Colleague } from './colleague.ts';
import { Desk } from './desk.ts';

const { people } = ko.console;

/** First run as two people do it: the printed secret, the link, and both sign. */
export async function openLedger(campus: Campus): Promise<[Desk, Desk]> {
  const park = await Desk.of(campus, new Colleague('박처장', 'park'));
  await park.device.stage('form').waitFor();
  await park.page.getByLabel(people.secret, { exact: true }).fill(campus.firstRunSecret);
  await join(park, people.begin);
  await park.device.stage('invite').waitFor();
  const choi = await Desk.of(campus, new Colleague('최과장', 'choi'));
  await choi.page.goto(await park.copied(people.link));
  await join(choi, people.join);
  for (const desk of [park, choi]) await desk.device.button(people.foundSign).click();
  for (const desk of [park, choi]) {
    await desk.device.stage('founded').waitFor();
    await desk.device.button(people.toOverview).click();
    await desk.signedIn();
  }
  return [park, choi];
}

/** A later officer: invited by one, appointed by two. Holds every office role. */
export async function appoint(
  campus: Campus,
  [first, second]: [Desk, Desk],
  colleague: Colleague,
): Promise<Desk> {
  await first.go('officers');
  await first.device.button(people.invite).click();
  for (const role of ['auditor', 'issuer', 'registrar'] as const)
    await first.dialog.getByRole('button', { name: people.roles[role] }).click();
  await first.device.button(people.makeLink).click();
  await first.sign();
  const desk = await Desk.of(campus, colleague);
  await desk.page.goto(await first.copied(people.link));
  await first.page.keyboard.press('Escape');
  await join(desk, people.join);
  await desk.device.button(people.toOverview).click();
  await desk.page.locator('[data-session="waiting"]').waitFor({ state: 'attached' });
  await first.page
    .locator(`tr[data-officer="${colleague.mail}"]`)
    .getByRole('button', { name: people.appoint })
    .click();
  await first.propose();
  await second.agree('appointOfficer');
  await desk.signedIn();
  return desk;
}

/** Name, mail and password, the authenticator, and the recovery code written down and typed back. */
async function join(desk: Desk, action: string): Promise<void> {
  const { page, device, officer } = desk;
  await device.stage('form').waitFor();
  await page.getByLabel(people.name, { exact: true }).fill(officer.name);
  await page.getByLabel(people.mail, { exact: true }).fill(officer.mail);
  await page.getByLabel(people.password, { exact: true }).fill(officer.password);
  await device.button(action).click();
  await device.stage('totp').waitFor();
  officer.totpSecret = await desk.copied(people.totpSecret);
  await page.getByLabel(people.totp).fill(await officer.totp());
  await device.stage('recovery').waitFor();
  const recoveryCode = await desk.copied(people.recoveryCode);
  await device.button(people.recoveryWritten).click();
  await page.getByLabel(people.recoveryBack).fill(recoveryCode);
  await device.button(ko.common.confirm).click();
}
