import { expect } from '@playwright/test';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Campus, openCampus } from '../campus/campus.ts';
import { Colleague } from '../campus/colleague.ts';
import type { Desk } from '../campus/desk.ts';
import { Device } from '../campus/device.ts';
import { appoint } from '../campus/joining.ts';
import { found, type Office } from '../campus/office.ts';
import type { Officer } from '../campus/officer.ts';
import { test } from '../campus/story.ts';
import { askByCode, resetLink, signedIn, signedInByLink } from './signed-in.ts';

const { desk: say, orders, people, screens } = ko.console;

/** An office of two. Of the second there is left what lies in an envelope: the recovery code. */
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

const keyOf = async (officer: Officer) =>
  (await office.first.console.officer.list.query()).find(({ id }) => id === officer.id)?.ledger?.key;
const rowOf = ({ page }: Desk, { mail }: Colleague) => page.locator(`tr[data-officer="${mail}"]`);
const asked = ({ page }: Desk, type: string, own: boolean) =>
  page.locator(`article[data-approval="${type}"][data-own="${own}"]`);

/** Takes out of the inbox what waits there. */
async function withdraw(desk: Desk, type: string, own: boolean): Promise<void> {
  await asked(desk, type, own).getByRole('button', { name: screens.approvals.withdraw }).click();
  await desk.sign();
  await expect(asked(desk, type, own)).toHaveCount(0);
}

test('one of two approvers is gone: the other gets nowhere alone; the paper code and the other’s signature are the way back, to a third and to a retirement', async () => {
  test.setTimeout(420_000);
  const { first, second } = office;
  const desk = await signedIn(campus, first);

  await desk.go('officers');
  await rowOf(desk, second).getByRole('button', { name: people.retire }).click();
  await desk.propose();
  await desk.go('approvals');
  await expect(asked(desk, 'retireOfficer', true)).toBeVisible();
  // Who has signed is shown no way to sign again.
  await expect(
    asked(desk, 'retireOfficer', true).getByRole('button', { name: screens.approvals.look }),
  ).toHaveCount(0);
  await withdraw(desk, 'retireOfficer', true);

  // Alone, with the other one's sign-in and the own paper code.
  const thief = await signedInByLink(campus, await resetLink(desk, second), second);
  await askByCode(thief, first.recoveryCode);
  await desk.go('approvals');
  await asked(desk, 'replaceOfficerKey', false).getByRole('button', { name: screens.approvals.look }).click();
  await desk.signAs(orders.sign, 'refused');
  await expect(desk.dialog).toContainText('BAD_SIGNATURE');
  await desk.page.keyboard.press('Escape');
  await withdraw(desk, 'replaceOfficerKey', false);

  // Alone, without any code: two others have to sign, and there is one.
  await thief.page.goto(`${thief.device.address}/account`);
  await thief.page.getByText(say.own.withoutCode).click();
  await thief.device.button(say.own.makeKey).click();
  await thief.device.button(people.recoveryWritten).click();
  await thief.page.locator('[data-own-key="asked"]').waitFor();
  await desk.go('officers');
  await rowOf(desk, second).getByRole('button', { name: say.replaceKey }).click();
  await desk.propose();
  await thief.go('approvals');
  await asked(thief, 'replaceOfficerKey', false)
    .getByRole('button', { name: screens.approvals.look })
    .click();
  await thief.page.locator('[data-signing="asking"]').waitFor();
  await expect(thief.device.button(orders.sign)).toBeDisabled();
  expect(await keyOf(second)).toBe(second.signer.key);
  await desk.go('approvals');
  await withdraw(desk, 'replaceOfficerKey', true);

  // The second one's place, by the envelope and the first one's signature.
  const back = await signedInByLink(campus, await resetLink(desk, second), second);
  await thief.page.reload();
  await expect(thief.device.stage('signIn')).toBeVisible();
  await askByCode(back, second.recoveryCode);
  await desk.agree('replaceOfficerKey');
  await back.page.locator('[data-own-key="here"]').waitFor();
  expect(await keyOf(second)).not.toBe(second.signer.key);

  // Two again: a third is appointed, and then who is gone can be retired.
  const third = await appoint(campus, [desk, back], new Colleague('정주임', 'jung'));
  await desk.go('officers');
  await rowOf(desk, second).getByRole('button', { name: people.retire }).click();
  await desk.propose();
  await third.agree('retireOfficer');
  await expect(rowOf(desk, second)).toContainText(people.officerStates.retired);
});
