import { expect } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import { typeLikeHand } from '../counter/wedge-input.ts';
import { Device } from './device.ts';
import { StartedCommand } from './started.ts';
import { test } from './story.ts';

let command: StartedCommand;
test.beforeEach(async () => {
  test.setTimeout(600_000);
  command = await StartedCommand.run();
});
test.afterEach(() => command?.clear());

const { wallet, counter } = ko;
const { people } = ko.console;
const amount = 1_200;

test('a newcomer starts the demo campus, signs in everywhere by what is printed, and charges by number', async () => {
  const phone = await Device.open('phone', command.printed('Wallet'));
  await test.step('a student, picked from the list', async () => {
    const [name = ''] = command.printed('Member').split(/\s+/);
    await phone.button(wallet.welcome.signIn).click();
    await phone.button(name).click();
    await phone.button(wallet.signIn.submit).click();
    await phone.stage('home').waitFor();
  });

  const tablet = await Device.open('tablet', command.printed('Counter'), {
    noRouteTo: [command.printed('Wallet')],
  });
  await test.step('a shop, by the offer on its first page and the PIN shown there', async () => {
    const [shop = ''] = command.printed('Shops').split(',');
    await tablet.page.locator('.offers button', { hasText: shop }).click();
    await tablet.stage('confirm').waitFor();
    await tablet.button(counter.pair.pair).click();
    await tablet.page.locator('.unlock li button').first().click();
    const [pin = ''] = /\d{4,}/.exec((await tablet.page.locator('.unlock .kept').textContent()) ?? '') ?? [];
    for (const digit of pin) await tablet.button(digit).click();
    await tablet.button(counter.unlock.open).click();
    await tablet.stage('typing').waitFor();
  });

  const desk = await Device.open('desk', command.printed('Console'));
  await test.step('an officer, picked from the list', async () => {
    const [name = ''] = command.printed('Officer').split(/\s+/);
    await desk.page.locator('form button', { hasText: name }).click();
    await expect(desk.page.getByLabel(people.totp)).toHaveValue(/^\d{6}$/);
    await desk.button(people.signIn).click();
    await desk.page.locator('[data-session="in"]').waitFor({ state: 'attached' });
    await desk.page.locator('nav a[href="/transactions"]').click();
  });

  await test.step('the number on the phone pays at the counter, and the office sees it', async () => {
    await phone.button(wallet.home.pay).click();
    await phone.stage('showing').waitFor();
    await phone.button(wallet.pay.number).click();
    const digits = await phone.page.locator('[data-number]').getAttribute('data-number');
    await typeLikeHand(tablet.page, String(amount));
    await tablet.page.keyboard.press('Enter');
    await tablet.stage('armed').waitFor();
    await tablet.button(counter.charge.number).click();
    await tablet.page.getByLabel(counter.charge.numberTitle).fill(digits ?? '');
    await expect(tablet.page.locator('[data-result="paid"]')).toBeVisible();
    await expect(phone.stage('paid')).toBeVisible();
    await expect(desk.page.locator('tbody tr').first()).toContainText('1,200');
  });

  await test.step('Ctrl-C ends all of it', async () => {
    for (const device of [phone, tablet, desk]) await device.close();
    expect(await command.ctrlC()).toBe(0);
    expect(await command.leftOver()).toEqual([]);
  });
});
