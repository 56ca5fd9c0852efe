import { readFile } from 'node:fs/promises';
import { expect } from '@playwright/test';
import { newStudent, rosterOf, type Student, signUp } from '../../../server/test/member.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Campus, openCampus } from '../campus/campus.ts';
import type { Desk } from '../campus/desk.ts';
import { Device } from '../campus/device.ts';
import { found, type Office } from '../campus/office.ts';
import { test } from '../campus/story.ts';
import { readCsv } from './read-csv.ts';
import { signedIn } from './signed-in.ts';
import { Trade } from './trading.ts';

const { screens, giving } = ko.console;
const { members, programmes } = screens;

let campus: Campus;
let office: Office;
let programme: string;
let kim: Student;
let lee: Student;
let park: Student;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  campus = await openCampus();
  office = await found(campus);
  programme = await office.openProgramme('축제 식권');
  const trade = new Trade(campus, office, programme);
  kim = await trade.student('20260001', '김민수', 0);
  lee = await trade.student('20260002', '이서연', 0);
  // On the roster, and not in the app yet.
  park = newStudent({ server: { addresses: campus.addresses } }, '20260003', '박지호');
  const roster = rosterOf(kim, lee, park);
  await office.first.console.roster.import.mutate({ text: roster });
});
test.afterAll(() => campus?.stop());
test.afterEach(async () => {
  for (const device of [...Device.opened]) await device.close();
});

const balanceOf = async (student: Student) => {
  const [found] = await office.first.console.member.search.query({ words: student.studentNumber });
  return found?.balance ?? 0;
};

async function listOf(desk: Desk, lines: string[]) {
  await desk.page.goto(`${desk.device.address}/programmes/${programme}`);
  await desk.device.button(programmes.issueByList).click();
  await desk.page.getByLabel(programmes.paste).fill(lines.join('\n'));
  await desk.device.button(programmes.check).click();
  await desk.page.locator('[data-dry-run]').waitFor();
}

test('a list tells what is wrong with it, is mended in place, signed by two, told in a file, and taken back', async () => {
  test.setTimeout(300_000);
  const desk = await signedIn(campus, office.first);
  const { page, device } = desk;
  const each = '600000';
  await listOf(desk, [
    `${kim.studentNumber},${each}`,
    `${kim.studentNumber},${each}`,
    `20269999,${each}`,
    `${park.studentNumber},${each}`,
    `abc,${each}`,
  ]);
  await expect(page.locator('[data-dry-run]')).toHaveAttribute('data-problems', '4');
  const problem = (name: keyof typeof programmes.problems) => page.locator(`[data-problem="${name}"]`);
  for (const name of ['twice', 'unknown', 'noAccount', 'number'] as const)
    await expect(problem(name)).toContainText(programmes.problems[name]);
  // The wrong number was Lee's; the line that is no line is left out.
  await problem('unknown').getByLabel(members.number).fill(lee.studentNumber);
  // Whoever works by keys goes on where the line was: at the next one, or with the list.
  await problem('number').getByRole('button').press('Enter');
  await expect(device.button(giving.checkAgain)).toBeFocused();
  await problem('twice').getByRole('button').press('Enter');
  await expect(problem('unknown').getByLabel(members.number)).toBeFocused();
  await device.button(giving.checkAgain).click();
  await expect(page.locator('[data-dry-run]')).toHaveAttribute('data-dry-run', '2');
  await device.button(programmes.toSign).click();
  await desk.propose();

  const other = await signedIn(campus, office.second);
  await other.agree('issue');
  await page.locator('[data-issue][data-done="true"]').waitFor();
  for (const student of [kim, lee]) expect(await balanceOf(student)).toBe(600_000);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    device.button(programmes.resultFile).click(),
  ]);
  const [, ...rows] = readCsv(await readFile(await file.path(), 'utf8'));
  expect(rows.sort()).toEqual([
    [kim.studentNumber, kim.name, each, programmes.given],
    [lee.studentNumber, lee.name, each, programmes.given],
    [park.studentNumber, park.name, each, programmes.problems.noAccount],
  ]);

  // Park signs up; the issuer is told, and gives what the list meant for them.
  await signUp({ server: { addresses: campus.addresses }, mails: campus.mails }, park);
  await page.reload();
  await expect(page.getByText(giving.signedUp(1))).toBeVisible();
  await device.button(giving.signedUpGive).click();
  await expect(page.locator('[data-dry-run]')).toHaveAttribute('data-dry-run', '1');
  await device.button(programmes.toSign).click();
  await desk.sign();
  await expect.poll(() => balanceOf(park)).toBe(600_000);

  await page
    .locator('tr', { hasText: giving.people('2') })
    .getByRole('button', { name: giving.recall })
    .click();
  await desk.propose();
  await other.agree('revoke');
  await expect.poll(() => balanceOf(kim)).toBe(0);
  expect(await balanceOf(park)).toBe(600_000);
});

test('a member is found by initials, given a voucher, frozen, freed, and at last closed by two', async () => {
  test.setTimeout(300_000);
  const desk = await signedIn(campus, office.first);
  const { page, device } = desk;
  await desk.go('members');
  await page.locator('main input[type="search"]').fill('ㄱㅁㅅ');
  await page.keyboard.press('Enter');
  await expect(page.locator('tbody tr')).toHaveCount(1);
  await page.getByRole('link', { name: kim.studentNumber }).click();
  await device.button(members.give).click();
  await desk.dialog.getByLabel(screens.amount, { exact: true }).fill('5000');
  await device.button(programmes.toSign).click();
  await desk.sign();
  await page.locator('[data-balance="5000"]').waitFor();
  await device.button(members.suspend).click();
  await desk.sign();
  await expect(page.locator('.tag', { hasText: members.states.suspended })).toBeVisible();
  await device.button(members.resume).click();
  await desk.sign();
  await device.button(members.suspend).waitFor();

  await device.button(members.close).click();
  await expect(desk.dialog).toContainText(giving.closeFacts);
  await expect(desk.dialog).toContainText('5,000원');
  await desk.propose();
  const other = await signedIn(campus, office.second);
  await other.agree('closeAccount');
  await expect(page.locator('.tag', { hasText: members.states.closed })).toBeVisible();
  await page.locator('[data-balance="0"]').waitFor();
});
