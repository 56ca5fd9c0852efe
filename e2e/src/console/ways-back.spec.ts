import { expect } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Campus, openCampus } from '../campus/campus.ts';
import { Desk } from '../campus/desk.ts';
import { Device } from '../campus/device.ts';
import { found, type Office } from '../campus/office.ts';
import { test } from '../campus/story.ts';
import { askByCode, resetLink, signedIn, signedInByLink } from './signed-in.ts';

const { desk: say, people, screens } = ko.console;

let campus: Campus;
let office: Office;
test.beforeAll(async () => {
  test.setTimeout(240_000);
  campus = await openCampus();
  office = await found(campus);
});
test.afterAll(() => campus?.stop());
test.afterEach(async () => {
  for (const device of [...Device.opened]) await device.close();
});

test('a browser whose storage is gone signs nothing until the recovery code and another approver have put a new key in force', async () => {
  test.setTimeout(240_000);
  const { first, second } = office;
  const desk = await signedIn(campus, first);
  const { page } = desk;
  await page.evaluate(forgetAll);
  await page.reload();
  await expect(page.getByText(people.noKeyTitle)).toBeVisible();
  await expect(page.getByRole('link', { name: say.own.replaceTitle })).toBeVisible();
  await askByCode(desk, first.recoveryCode);

  const { waiting } = await second.console.approval.list.query();
  const asked = waiting.find(({ signed }) => signed.order.type === 'replaceOfficerKey');
  if (!asked || asked.signed.order.type === 'void') throw new Error('no replacement waits');
  // The code alone has put nothing on the ledger.
  await expect(page.locator('[data-own-key="here"]')).toHaveCount(0);
  const { signature } = await second.sign(asked.signed.order);
  expect(await second.console.approval.sign.mutate({ id: asked.id, signature })).toMatchObject({ ok: true });
  await page.locator('[data-own-key="here"]').waitFor();
  await expect(page.getByText(people.noKeyTitle)).toHaveCount(0);
  await desk.go('approvals');
  await expect(page.getByText(screens.approvals.states.done).first()).toBeVisible();
});

test('a lost authenticator: another approver’s link sets a new one, and the link’s maker still signs for nobody else', async () => {
  test.setTimeout(240_000);
  // The second makes the link, whose browser has kept its key.
  const { first: lost, second: maker } = office;
  const desk = await signedIn(campus, maker);
  const link = await resetLink(desk, lost);

  // The maker opens the link and becomes the other, as far as passwords go: without the key they can only look.
  const thief = await signedInByLink(campus, link, lost);
  const { page, device } = thief;
  await page.goto(`${device.address}/policy`);
  await device.button(say.policy.change).click();
  await page.getByLabel(ko.console.orders.limits.chargeCap, { exact: true }).fill('50000');
  await device.button(ko.common.next).click();
  await page.locator('[data-signing="asking"]').waitFor();
  await expect(device.button(ko.console.orders.signAndPropose)).toBeDisabled();

  // The link was used: a second opening of it says so, and changes nothing.
  const again = await Desk.of(campus, lost);
  await again.page.goto(link);
  await expect(again.page.getByRole('alert')).toContainText('INVITATION_USED');
});

/** A browser whose storage was cleared, the signing key with it. */
const forgetAll = `indexedDB.databases().then((all) => Promise.all(all.map(({ name }) => new Promise((done) => {
  const gone = indexedDB.deleteDatabase(name);
  gone.onsuccess = gone.onerror = gone.onblocked = () => done(null);
}))))`;
