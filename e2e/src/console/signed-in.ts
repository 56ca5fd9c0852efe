import { ko } from '../../../ui/src/words/ko.ts';
import type { Campus } from '../campus/campus.ts';
import { Desk } from '../campus/desk.ts';
import type { Officer } from '../campus/officer.ts';

const { people } = ko.console;

/** The desk of an officer who was there before this story: signed in, in the browser that holds the key. */
export async function signedIn(campus: Campus, officer: Officer): Promise<Desk> {
  const desk = await Desk.of(campus, officer);
  const { device, page } = desk;
  await device.stage('signIn').waitFor();
  await page.getByLabel(people.mail).fill(officer.mail);
  await page.getByLabel(people.password, { exact: true }).fill(officer.password);
  await page.getByLabel(people.totp).fill(officer.totp());
  await device.button(people.signIn).click();
  await desk.signedIn();
  // The key was made before this browser was there; from here on it lies in it as one that was made here.
  await page.evaluate(`(${keepKey})(${JSON.stringify([...officer.privateKey])})`);
  await page.reload();
  await desk.signedIn();
  return desk;
}

/** In the page: as the console itself keeps it, so that nobody can take it out again. */
const keepKey = `async function (pkcs8) {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const take = (extractable) => crypto.subtle.importKey('pkcs8', new Uint8Array(pkcs8), algorithm, extractable, ['sign']);
  const { d, key_ops, ...point } = await crypto.subtle.exportKey('jwk', await take(true));
  const publicKey = await crypto.subtle.importKey('jwk', point, algorithm, true, ['verify']);
  const privateKey = await take(false);
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open('kumoh-pay');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const change = opening.result.transaction('keys', 'readwrite');
      change.objectStore('keys').put({ publicKey, privateKey }, 'officer');
      change.oncomplete = resolve;
      change.onerror = () => reject(change.error);
    };
  });
}`;
