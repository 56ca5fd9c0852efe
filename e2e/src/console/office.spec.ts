import { AxeBuilder } from '@axe-core/playwright';
import { formatCode, newCode } from '@kumoh-pay/device/recovery-code.ts';
import { expect } from '@playwright/test';
import { en } from '../../../ui/src/words/en.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Campus, openCampus } from '../campus/campus.ts';
import { Colleague } from '../campus/colleague.ts';
import type { Desk } from '../campus/desk.ts';
import { Device } from '../campus/device.ts';
import { appoint } from '../campus/joining.ts';
import { found, type Office, type Shop } from '../campus/office.ts';
import { test } from '../campus/story.ts';
import { signedIn } from './signed-in.ts';

/** The places of the navigation and those below them. */
const places = [
  ...['overview', 'programmes', 'members', 'vendors', 'transactions', 'settlements', 'approvals'],
  ...['disputes', 'officers', 'policy', 'settings', 'audit-log', 'account', 'roster'],
];
const { desk: say, orders, people, screens } = ko.console;

let campus: Campus;
let office: Office;
let shop: Shop;
test.beforeAll(async () => {
  test.setTimeout(300_000);
  campus = await openCampus();
  office = await found(campus);
  shop = await office.openShop('금오분식', 250);
  await office.openProgramme('축제 식권');
  await office.takeRoster({ studentNumber: '20260001', name: '김민수', mail: 'kim@kumoh.ac.kr' });
});
test.afterAll(() => campus?.stop());
test.afterEach(async () => {
  for (const device of [...Device.opened]) await device.close();
});

test('every place is free of what axe finds, in both languages, light and dark, and fits 390 wide', async () => {
  test.setTimeout(420_000);
  const desk = await signedIn(campus, office.first);
  const { page } = desk;
  for (const [language, words] of [
    ['ko', ko],
    ['en', en],
  ] as const) {
    await page.evaluate(`localStorage.setItem('kumoh-pay.language', '${language}')`);
    for (const place of places) {
      await page.goto(`${desk.device.address}/${place}`);
      await expect(page.locator('h1')).toBeVisible();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const { violations } = await new AxeBuilder({ page }).analyze();
        const found = violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
        expect(found, `${place} ${language} ${colorScheme}`).toEqual([]);
      }
    }
    await expect(page).toHaveTitle(new RegExp(words.console.name));
  }
  await page.setViewportSize({ width: 390, height: 844 });
  for (const place of places) {
    await page.goto(`${desk.device.address}/${place}`);
    await expect(page.locator('h1')).toBeVisible();
    const wider = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(wider, `${place} is wider than 390`).toBe(false);
  }
});

test('the keyboard alone goes anywhere and finds a shop', async () => {
  const desk = await signedIn(campus, office.first);
  const { page } = desk;
  await page.waitForURL('**/overview');
  await page.keyboard.press('g');
  await page.keyboard.press('t');
  await page.waitForURL('**/transactions');
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: say.keys.title })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  // No hand has touched the box: what is typed after the shortcut has to reach it.
  await expect(page.getByRole('combobox', { name: say.keys.palette })).toBeFocused();
  await page.keyboard.type('분식');
  // The filters behind it offer the shop as well.
  await expect(page.locator('[role="option"]', { hasText: shop.name })).toHaveAttribute(
    'aria-selected',
    'true',
  );
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/vendors/${shop.vendor}`);
});

test('a limit is asked for, taken back, and stays void on the ledger', async () => {
  const desk = await signedIn(campus, office.first);
  const { page } = desk;
  await page.goto(`${desk.device.address}/policy`);
  await desk.device.button(say.policy.change).click();
  await page.getByLabel(orders.limits.chargeCap, { exact: true }).fill('50000');
  await desk.device.button(ko.common.next).click();
  await page.locator('[data-signing="asking"]').waitFor();
  const totp = page.getByLabel(people.totp);
  if (await totp.isVisible()) await totp.fill(await office.first.totp());
  await desk.device.button(orders.signAndPropose).click();
  await page.locator('[data-signing="proposed"]').waitFor();
  await page.getByRole('dialog').last().getByRole('button', { name: ko.common.close }).last().click();
  await page.goto(`${desk.device.address}/approvals`);
  const asked = page.locator('article[data-approval="setPolicy"][data-own="true"]');
  await asked.getByRole('button', { name: screens.approvals.withdraw }).click();
  await desk.sign();
  await expect(asked).toHaveCount(0);
  await expect(page.getByText(screens.approvals.states.withdrawn).first()).toBeVisible();
});

test('a banner is put up and taken down, and the log says so in words', async () => {
  const desk = await signedIn(campus, office.first);
  const { page } = desk;
  await page.goto(`${desk.device.address}/settings`);
  await page.getByLabel(say.settings.bannerText).fill('오늘 12시까지 점검합니다.');
  await desk.device.button(say.settings.bannerShow).click();
  await page.locator('[data-outage-banner="true"]').waitFor();
  await desk.device.button(say.settings.bannerHide).click();
  await page.locator('[data-outage-banner="false"]').waitFor();
  await page.goto(`${desk.device.address}/audit-log`);
  await expect(page.locator('[data-act="saveSettings"]').first()).toHaveText(say.audit.acts.saveSettings);
});

test('the log is narrowed to a shop, an officer and an act; the address keeps it, and a shop’s page leads to it', async () => {
  const desk = await signedIn(campus, office.first);
  const { page } = desk;
  const rows = page.locator('main tbody tr');
  const allSay = async (words: string) => {
    await expect(rows.first()).toBeVisible();
    await expect(rows).toHaveCount(await rows.filter({ hasText: words }).count());
  };
  await page.goto(`${desk.device.address}/audit-log`);
  await expect(rows.first()).toBeVisible();
  const everything = await rows.count();
  await page.getByLabel(say.audit.about).fill('분식');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/audit-log?about=*');
  await expect(page.locator('[data-act="registerVendor"]')).toBeVisible();
  await expect(page.locator('[data-act="signIn"]')).toHaveCount(0);
  await allSay(shop.name);
  await page.reload();
  await expect(page.getByLabel(say.audit.about)).toHaveValue('분식');
  await allSay(shop.name);
  await page.getByLabel(say.audit.act, { exact: true }).selectOption('keepBankAccount');
  await expect(rows).toHaveCount(1);
  await expect(rows.first()).toContainText(office.first.name);
  await page.getByLabel(say.audit.who, { exact: true }).selectOption({ label: office.second.name });
  await expect(page.getByText(say.audit.empty)).toBeVisible();
  await desk.device.button(screens.filterClear).click();
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(everything);
  await page.getByLabel(say.audit.about).fill(office.second.name);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-act="registerVendor"]')).toHaveCount(0);
  await allSay(office.second.name);

  await page.goto(`${desk.device.address}/vendors/${shop.vendor}`);
  await page.getByRole('link', { name: say.audit.whole }).click();
  await page.waitForURL(`**/audit-log?about=${shop.vendor}`);
  await expect(page.locator('[data-act="saveVendor"]')).toBeVisible();
  await allSay(shop.name);
});

test('a sign-in that is ended from elsewhere leaves the sign-in page, with nobody touching it', async () => {
  const desk = await signedIn(campus, office.first);
  await desk.go('vendors');
  await expect(desk.page.getByRole('main').getByText(shop.name)).toBeVisible();
  expect(await office.first.console.officer.endOtherSessions.mutate()).toMatchObject({ ok: true });
  await desk.device.stage('signIn').waitFor();
  await expect(desk.page.getByRole('main').getByText(shop.name)).toHaveCount(0);
});

test('an officer whose browser has no key asks for one, and nobody alone puts it on the ledger', async () => {
  // The first officer shows more codes here than come within a minute.
  test.setTimeout(180_000);
  const desks: [Desk, Desk] = [await signedIn(campus, office.first), await signedIn(campus, office.second)];
  const third = new Colleague('정주임', 'jung');
  await appoint(campus, desks, third);
  const lost = await Device.open('desk', campus.addresses.console);
  const { page } = lost;
  await lost.stage('signIn').waitFor();
  await page.getByLabel(people.mail).fill(third.mail);
  await page.getByLabel(people.password, { exact: true }).fill(third.password);
  await page.getByLabel(people.totp).fill(await third.totp());
  await lost.button(people.signIn).click();
  await page.getByRole('link', { name: say.own.replaceTitle }).click();
  await page.getByLabel(say.own.oldCode).fill(formatCode(newCode()).slice(0, 9));
  await lost.button(say.own.makeKey).click();
  await expect(page.getByText(say.own.oldCodeWrong)).toBeVisible();
  await page.getByText(say.own.withoutCode).click();
  await lost.button(say.own.makeKey).click();
  await lost.button(people.recoveryWritten).click();
  await page.locator('[data-own-key="asked"]').waitFor();

  const [desk] = desks;
  await desk.page.goto(`${desk.device.address}/officers`);
  const row = desk.page.locator(`tr[data-officer="${third.mail}"]`);
  await row.getByRole('button', { name: say.replaceKey }).click();
  await desk.page.locator('[data-signing="asking"]').waitFor();
  const totp = desk.page.getByLabel(people.totp);
  if (await totp.isVisible()) await totp.fill(await office.first.totp());
  await desk.device.button(orders.signAndPropose).click();
  await desk.page.locator('[data-signing="proposed"]').waitFor();
  await expect(page.locator('[data-own-key="here"]')).toHaveCount(0);

  const { waiting } = await office.second.console.approval.list.query();
  const asked = waiting.find(({ signed }) => signed.order.type === 'replaceOfficerKey');
  if (!asked || asked.signed.order.type === 'void') throw new Error('no replacement waits');
  const { signature } = await office.second.sign(asked.signed.order);
  expect(await office.second.console.approval.sign.mutate({ id: asked.id, signature })).toMatchObject({
    ok: true,
  });
  await page.locator('[data-own-key="here"]').waitFor();
  // A recovery code on the ledger that this browser has not made is told at once.
  await expect(page.getByText(people.otherRecoveryKey)).toHaveCount(0);
  await page.evaluate(`localStorage.setItem('kumoh-pay.officer-recovery', 'another one')`);
  await page.reload();
  await expect(page.getByText(people.otherRecoveryKey)).toBeVisible();
});
