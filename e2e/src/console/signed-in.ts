import { ko } from '../../../ui/src/words/ko.ts';
import type { Campus } from '../campus/campus.ts';
import { Desk } from '../campus/desk.ts';
import { keepKeyIn } from '../campus/keep-key.ts';
import type { Officer } from '../campus/officer.ts';

const { people } = ko.console;

/** The desk of an officer who was there before this story: signed in, in the browser that holds the key. */
export async function signedIn(campus: Campus, officer: Officer): Promise<Desk> {
  const desk = await Desk.of(campus, officer);
  const { device, page } = desk;
  await device.stage('signIn').waitFor();
  await page.getByLabel(people.mail).fill(officer.mail);
  await page.getByLabel(people.password, { exact: true }).fill(officer.password);
  await page.getByLabel(people.totp).fill(await officer.totp());
  await device.button(people.signIn).click();
  await desk.signedIn();
  // The key was made before this browser was there; from here on it lies in it as one that was made here.
  await keepKeyIn(page, officer.privateKey, 'officer');
  await page.reload();
  await desk.signedIn();
  return desk;
}
