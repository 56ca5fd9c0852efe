import { ko } from '../../../ui/src/words/ko.ts';
import type { Campus } from '../campus/campus.ts';
import type { Colleague } from '../campus/colleague.ts';
import { Desk } from '../campus/desk.ts';
import { keepKeyIn } from '../campus/keep-key.ts';
import type { Officer } from '../campus/officer.ts';

const { people, desk: say, orders } = ko.console;

/** The desk of an officer who was there before this story: signed in, in the browser that holds the key. */
export async function signedIn(campus: Campus, officer: Officer): Promise<Desk> {
  const desk = await Desk.of(campus, officer);
  const { page } = desk;
  await signIn(desk, officer.password);
  // The key was made before this browser was there; from here on it lies in it as one that was made here.
  await keepKeyIn(page, officer.privateKey, 'officer');
  await page.reload();
  await desk.signedIn();
  return desk;
}

/** By mail, password and what the authenticator shows. */
async function signIn(desk: Desk, password: string): Promise<void> {
  const { device, page, officer } = desk;
  await device.stage('signIn').waitFor();
  await page.getByLabel(people.mail).fill(officer.mail);
  await page.getByLabel(people.password, { exact: true }).fill(password);
  await page.getByLabel(people.totp).fill(await officer.totp());
  await device.button(people.signIn).click();
  await desk.signedIn();
}

/** The link by which a colleague sets a new password and authenticator, made at the desk of another approver. */
export async function resetLink(desk: Desk, colleague: Colleague): Promise<string> {
  await desk.go('officers');
  const row = desk.page.locator(`tr[data-officer="${colleague.mail}"]`);
  await row.getByRole('button', { name: say.reset.make }).click();
  await desk.signAs(orders.sign, 'done');
  await desk.page.keyboard.press('Escape');
  const link = await desk.copied(say.reset.make);
  await desk.page.keyboard.press('Escape');
  return link;
}

/** Whoever opens the link is the officer, as far as passwords go: signed in, in a browser without the key. */
export async function signedInByLink(campus: Campus, link: string, officer: Colleague): Promise<Desk> {
  const password = '두 사람이 함께 지킨다 2026';
  const desk = await Desk.of(campus, officer);
  const { page, device } = desk;
  await page.goto(link);
  await page.getByLabel(say.own.newPassword, { exact: true }).fill(password);
  await device.button(people.join).click();
  await device.stage('reset-done').waitFor();
  officer.totpSecret = await desk.copied(people.totpSecret);
  await device.button(say.reset.toSignIn).click();
  await signIn(desk, password);
  await page.getByText(people.noKeyTitle).waitFor();
  return desk;
}

/** A new key for this browser, asked for by a recovery code; then it waits in the inbox. */
export async function askByCode(desk: Desk, recoveryCode: string): Promise<void> {
  const { page, device } = desk;
  await page.goto(`${device.address}/account`);
  await page.getByLabel(say.own.oldCode).fill(recoveryCode);
  await device.button(say.own.makeKey).click();
  await device.button(people.recoveryWritten).click();
  await desk.signAs(orders.signAndPropose, 'proposed');
  await page.keyboard.press('Escape');
  await page.locator('[data-own-key="asked"]').waitFor();
}
