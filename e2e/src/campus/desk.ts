import type { Locator } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import type { Campus } from './campus.ts';
import type { Colleague } from './colleague.ts';
import { Device } from './device.ts';

const { people, orders, screens } = ko.console;

/** An officer's computer with the console, driven as the officer drives it. Its browser made the officer's key. */
export class Desk {
  readonly device: Device;
  readonly officer: Colleague;

  private constructor(device: Device, officer: Colleague) {
    this.device = device;
    this.officer = officer;
  }

  get page() {
    return this.device.page;
  }

  /** Switched on, with nobody signed in. */
  static async of(campus: Campus, officer: Colleague): Promise<Desk> {
    return new Desk(await Device.open('desk', campus.addresses.console), officer);
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog').last();
  }

  /** What stands in a box to be copied, such as a link. */
  async copied(label: string): Promise<string> {
    const box = this.page.locator('.copy', { has: this.page.getByText(label, { exact: true }) });
    // A sheet has its box before it is open: whoever closes the sheet then closes nothing.
    await box.waitFor();
    return (await box.locator('code').textContent()) ?? '';
  }

  async signedIn(): Promise<void> {
    await this.page.locator('[data-session="in"]').waitFor({ state: 'attached' });
  }

  async go(place: string): Promise<void> {
    await this.page.locator(`nav a[href="/${place}"]`).click();
  }

  /** Reads the sheet and signs; the order is on the ledger when this returns. */
  async sign(): Promise<void> {
    await this.#signSheet(orders.sign, 'done');
  }
  /** Signs what needs a second officer: it then waits in everybody's inbox. */
  async propose(): Promise<void> {
    await this.#signSheet(orders.signAndPropose, 'proposed');
  }
  async #signSheet(button: string, outcome: string): Promise<void> {
    const sheet = this.page.locator(`[data-signing="${outcome}"]`);
    await this.signAs(button, outcome);
    await this.dialog.getByRole('button', { name: ko.common.close }).last().click();
    await sheet.waitFor({ state: 'hidden' });
  }

  /** Signs, and leaves the sheet open at what became of it. */
  async signAs(button: string, outcome: string): Promise<void> {
    await this.showTotp();
    await this.page.locator('[data-signing="asking"]').waitFor();
    const totp = this.page.getByLabel(people.totp);
    if (await totp.isVisible()) await totp.fill(await this.officer.totp());
    await this.device.button(button).click();
    await this.page.locator(`[data-signing="${outcome}"]`).waitFor();
  }

  /** Signs as the second officer what the first has put into the inbox. */
  async agree(type: string): Promise<void> {
    await this.go('approvals');
    await this.page
      .locator(`[data-approval="${type}"]`)
      .getByRole('button', { name: screens.approvals.look })
      .click();
    await this.sign();
  }

  /** Shows the authenticator where a page asks for it by itself, before it shows bank accounts. */
  async showTotp(): Promise<void> {
    const asking = this.page.locator('[data-authenticator="asking"]');
    await asking.or(this.page.locator('[data-signing="asking"]')).first().waitFor();
    if (!(await asking.isVisible())) return;
    await this.page.getByLabel(people.totp).fill(await this.officer.totp());
    await this.device.button(ko.common.confirm).click();
  }

  async importRoster(text: string): Promise<void> {
    await this.page.goto(`${this.device.address}/roster`);
    await this.page.getByLabel(screens.roster.paste).fill(text);
    await this.device.button(screens.roster.check).click();
    await this.device.stage('compared').waitFor();
    await this.device.button(screens.roster.apply).click();
    const applied = this.device.stage('applied');
    const asking = this.page.locator('[data-authenticator="asking"]');
    await asking.or(applied).first().waitFor();
    if (await asking.isVisible()) await this.showTotp();
    await applied.waitFor();
  }

  async issue(programme: string, to: string, amount: number): Promise<void> {
    await this.go('programmes');
    await this.page.getByRole('link', { name: programme }).click();
    await this.device.button(screens.programmes.issueToOne).click();
    await this.device.stage('issue').waitFor();
    await this.page.getByLabel(screens.programmes.student).fill(to);
    await this.device.button(ko.common.search).click();
    await this.dialog.getByRole('button', { name: to }).click();
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
    await this.device.button(screens.settlements.chooseAll).click();
    await this.page.getByRole('button', { name: /지급 준비$/ }).click();
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
