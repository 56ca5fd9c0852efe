import type { Locator } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import type { Campus } from './campus.ts';
import { Device } from './device.ts';
import type { Officer } from './officer.ts';

const { people, orders, screens } = ko.console;

/** An officer's computer with the console, driven as the officer drives it. */
export class Desk {
  readonly device: Device;
  readonly officer: Officer;

  private constructor(device: Device, officer: Officer) {
    this.device = device;
    this.officer = officer;
  }

  get page() {
    return this.device.page;
  }

  /** Signed in with mail, password and authenticator, in the browser that holds the officer's key. */
  static async of(campus: Campus, officer: Officer): Promise<Desk> {
    const device = await Device.open('desk', campus.addresses.console);
    const desk = new Desk(device, officer);
    const { page } = device;
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

  async signedIn(): Promise<void> {
    await this.page.locator('[data-session="in"]').waitFor({ state: 'attached' });
  }

  async go(place: string): Promise<void> {
    await this.page.locator(`nav a[href="/${place}"]`).click();
  }

  /** Reads the sheet and signs; the order is on the ledger when this returns. */
  async sign(): Promise<void> {
    const sheet = (stage: string): Locator => this.page.locator(`[data-signing="${stage}"]`);
    await sheet('asking').waitFor();
    const totp = this.page.getByLabel(people.totp);
    if (await totp.isVisible()) await totp.fill(this.officer.totp());
    await this.device.button(orders.sign).click();
    await sheet('done').waitFor();
    await this.page.getByRole('dialog').getByRole('button', { name: ko.common.close }).last().click();
    await sheet('done').waitFor({ state: 'hidden' });
  }

  async importRoster(text: string): Promise<void> {
    await this.page.goto(`${this.device.address}/roster`);
    await this.page.getByLabel(screens.roster.paste).fill(text);
    await this.device.button(screens.roster.check).click();
    await this.device.stage('compared').waitFor();
    await this.device.button(screens.roster.apply).click();
    await this.device.stage('applied').waitFor();
  }

  async issue(programme: string, to: string, amount: number): Promise<void> {
    await this.go('programmes');
    await this.page.getByRole('link', { name: programme }).click();
    await this.device.button(screens.programmes.issueToOne).click();
    await this.device.stage('issue').waitFor();
    await this.page.getByLabel(screens.programmes.student).fill(to);
    await this.device.button(ko.common.search).click();
    await this.page.getByRole('dialog').getByRole('button', { name: to }).click();
    await this.page.getByLabel(screens.amount, { exact: true }).fill(String(amount));
    await this.device.button(screens.programmes.toSign).click();
    await this.sign();
  }

  /** Opens the counted day of a vendor, compares, and approves it. */
  async approve(vendor: string): Promise<void> {
    await this.go('settlements');
    await this.page.getByRole('link', { name: vendor }).click();
    await this.page.locator('[data-settlement="counted"][data-agree="true"]').waitFor();
    await this.device.button(screens.settlements.approve).click();
    await this.sign();
    await this.page.locator('[data-settlement="approved"]').waitFor();
  }

  async preparePayout(): Promise<void> {
    await this.go('settlements');
    await this.device.button(screens.settlements.tabs.approved).click();
    await this.device.button(screens.settlements.preparePayout).click();
    await this.sign();
    await this.page.locator('div[data-payout="open"]').waitFor();
  }

  async recordPayout(vendor: string): Promise<void> {
    await this.go('settlements');
    await this.page.locator('tr[data-payout="open"]').getByRole('link', { name: vendor }).click();
    await this.device.button(screens.settlements.record).click();
    await this.sign();
    await this.page.locator('div[data-payout="paid"]').waitFor();
  }
}

/** In the page: as `ensureKey` keeps it, so that nobody can take it out again. */
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
