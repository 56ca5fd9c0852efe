import { awayAfterMs } from '../../../pos-terminal/src/lib/presence.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { typeLikeHand } from '../counter/wedge-input.ts';
import type { Campus } from './campus.ts';
import { Device } from './device.ts';
import type { Shop } from './office.ts';
import { type Photograph, photograph } from './photograph.ts';

/** Frames of the old picture that are still on their way to the reader. */
const cameraLagMs = 700;

const { counter } = ko;
/** What a tablet needs of the office: the pairing code of 26 characters. */
export interface PairingOffice {
  pairingCode(shop: Shop, name: string): Promise<string>;
}
/** Whoever opens the shop in the morning. */
export const manager = { name: '박사장', pin: '8305' };

/** The counter's tablet, driven as a cashier drives it. It has no route to the wallet's door. */
export class Tablet {
  readonly device: Device;

  constructor(device: Device) {
    this.device = device;
  }

  get page() {
    return this.device.page;
  }

  /** A new tablet: paired with the code from the office, its first manager named, unlocked. */
  static async pair(
    campus: Pick<Campus, 'addresses'>,
    office: PairingOffice,
    shop: Shop,
    name = '1번 계산대',
  ): Promise<Tablet> {
    const { wallet, console } = campus.addresses;
    const device = await Device.open('tablet', campus.addresses.counter, { noRouteTo: [wallet, console] });
    const tablet = new Tablet(device);
    const { page } = device;
    await device.stage('code').waitFor();
    await page.getByLabel(counter.pair.code).fill(await office.pairingCode(shop, name));
    await device.button(counter.pair.next).click();
    await device.stage('confirm').waitFor();
    // A shop's second tablet finds the manager that the first has named.
    const named = page.getByLabel(counter.pair.managerName, { exact: true });
    if (await named.isVisible()) {
      await named.fill(manager.name);
      await page.getByLabel(counter.pair.pin, { exact: true }).fill(manager.pin);
      await page.getByLabel(counter.pair.pinAgain, { exact: true }).fill(manager.pin);
    }
    await device.button(counter.pair.pair).click();
    await tablet.unlock(manager.pin);
    return tablet;
  }

  async unlock(pin: string): Promise<void> {
    for (const digit of pin) await this.device.button(digit).click();
    await this.device.button(counter.unlock.open).click();
    await this.device.stage('typing').waitFor();
    await this.page.locator('[data-camera="looking"]').waitFor();
  }

  /** Types the amount and waits for a code: from here no further tap is needed. */
  async arm(amount: number): Promise<void> {
    await this.device.stage('typing').waitFor();
    await typeLikeHand(this.page, String(amount));
    await this.page.keyboard.press('Enter');
    await this.device.stage('armed').waitFor();
  }

  /** A result on the whole screen: `paid`, `refused`, `unknown`. */
  result(is: string) {
    return this.page.locator(`[data-result="${is}"]`);
  }

  /** The charge that the result on the screen is about. */
  async charge(): Promise<string> {
    return (await this.page.locator('[data-result]').getAttribute('data-charge')) ?? '';
  }

  /** The line under the camera, which says what was wrong with a code. */
  get note() {
    return this.page.locator('.note[role="status"]');
  }

  /** Puts a result away. */
  async next(): Promise<void> {
    await this.page.locator('[data-result]').getByRole('button').first().click();
    await this.device.stage('typing', 'armed').waitFor();
  }

  /** The phone is taken away for as long as the counter wants before the same member may pay again. */
  async phoneGone(): Promise<void> {
    this.device.seeNothing();
    await this.page.waitForTimeout(awayAfterMs + cameraLagMs);
  }

  /** "Let the student scan": the amount as a code on the tablet's own screen. */
  async request(amount: number): Promise<Photograph> {
    await this.arm(amount);
    await this.device.button(counter.charge.request).click();
    await this.device.stage('request').waitFor();
    return photograph(this.page);
  }

  async go(place: string): Promise<void> {
    await this.page.locator(`nav a[href="/${place}"]`).click();
  }

  /** A moment after a charge the cashier may take it back, without a manager. */
  async undoLatest(): Promise<void> {
    await this.go('today');
    await this.device.button(counter.today.undo).first().click();
    await this.device.button(counter.refund.undoNow).click();
    await this.page.locator('[data-refund="done"]').waitFor();
    await this.device.button(ko.common.done).click();
  }

  /** Gives back a part of a charge, with the manager's PIN. */
  async refundPart(charge: string, amount: number): Promise<void> {
    await this.go('today');
    await this.page
      .locator(`[data-sale="${charge}"]`)
      .getByRole('button', { name: counter.today.refund })
      .click();
    const sheet = this.page.getByRole('dialog');
    await sheet.getByLabel(counter.refund.amount, { exact: true }).fill(String(amount));
    await sheet.getByLabel(counter.refund.pin, { exact: true }).fill(manager.pin);
    await sheet.getByRole('button', { name: /환불하기/ }).click();
    await this.page.locator('[data-refund="done"]').waitFor();
    await this.device.button(ko.common.done).click();
  }

  async seal(): Promise<void> {
    await this.go('close');
    await this.device.stage('closing').waitFor();
    await this.device.button(counter.close.sealNamed(1)).click();
    await this.device.button(counter.close.seal).click();
    await this.device.stage('sealed').waitFor();
  }

  /** The vendor's own list says that its day was paid. */
  async paidDay(): Promise<void> {
    await this.go('days');
    await this.page.getByText(counter.days.states.paid).first().waitFor();
  }
}
