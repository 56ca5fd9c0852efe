import { expect } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import { typeLikeHand } from '../counter/wedge-input.ts';
import { Device } from './device.ts';
import type { StartedCommand } from './started.ts';

const { wallet, counter } = ko;
const { people } = ko.console;

type DeviceOptions = Parameters<typeof Device.open>[2];

/** Somebody who knows only what `./kumoh start` printed, at the demo campus. */
export class Newcomer {
  readonly #command: StartedCommand;
  readonly #options: DeviceOptions;

  constructor(command: StartedCommand, options: DeviceOptions = {}) {
    this.#command = command;
    this.#options = options;
  }

  /** A student, picked from the list. */
  async phone(): Promise<Device> {
    const phone = await Device.open('phone', this.#command.printed('Wallet'), this.#options);
    const [name = ''] = this.#command.printed('Member').split(/\s+/);
    await phone.button(wallet.welcome.signIn).click();
    await phone.button(name).click();
    await phone.button(wallet.signIn.submit).click();
    await phone.stage('home').waitFor();
    return phone;
  }

  /** A shop's tablet, by the offer on its first page and the PIN shown there. It cannot reach the wallet's door. */
  async tablet(): Promise<Device> {
    const noRouteTo = [this.#command.printed('Wallet')];
    const tablet = await Device.open('tablet', this.#command.printed('Counter'), {
      ...this.#options,
      noRouteTo,
    });
    const [shop = ''] = this.#command.printed('Shops').split(',');
    await tablet.page.locator('.offers button', { hasText: shop }).click();
    await tablet.stage('confirm').waitFor();
    await tablet.button(counter.pair.pair).click();
    await tablet.page.locator('.unlock li button').first().click();
    const [pin = ''] = /\d{4,}/.exec((await tablet.page.locator('.unlock .kept').textContent()) ?? '') ?? [];
    for (const digit of pin) await tablet.button(digit).click();
    await tablet.button(counter.unlock.open).click();
    await tablet.stage('typing').waitFor();
    return tablet;
  }

  /** An officer, picked from the list, at the transactions. */
  async desk(): Promise<Device> {
    const desk = await Device.open('desk', this.#command.printed('Console'), this.#options);
    const [name = ''] = this.#command.printed('Officer').split(/\s+/);
    await desk.page.locator('form button', { hasText: name }).click();
    await expect(desk.page.getByLabel(people.totp)).toHaveValue(/^\d{6}$/);
    await desk.button(people.signIn).click();
    await desk.page.locator('[data-session="in"]').waitFor({ state: 'attached' });
    await desk.page.locator('nav a[href="/transactions"]').click();
    return desk;
  }

  /** The number on the phone, typed at the counter, pays; both screens are green afterwards. */
  async payByNumber(phone: Device, tablet: Device, won: number): Promise<void> {
    await phone.button(wallet.home.pay).click();
    await phone.stage('showing').waitFor();
    await phone.button(wallet.pay.number).click();
    const digits = await phone.page.locator('[data-number]').getAttribute('data-number');
    await typeLikeHand(tablet.page, String(won));
    await tablet.page.keyboard.press('Enter');
    await tablet.stage('armed').waitFor();
    await tablet.button(counter.charge.number).click();
    await tablet.page.getByLabel(counter.charge.numberTitle).fill(digits ?? '');
    await expect(tablet.page.locator('[data-result="paid"]')).toBeVisible();
    await expect(phone.stage('paid')).toBeVisible();
  }
}
