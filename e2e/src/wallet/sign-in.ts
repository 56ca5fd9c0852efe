import { expect } from '@playwright/test';
import { own } from '../../../ui/src/words/ko/wallet-own.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Campus, mailedCode } from '../campus/campus.ts';
import type { Device } from '../campus/device.ts';
import type { Student } from '../campus/phone.ts';

const { wallet, common } = ko;

/** What whoever knows a student's number and password does at any browser. */
export async function signIn(device: Device, { studentNumber, password }: Student): Promise<void> {
  await device.page.goto(`${device.address}/sign-in`);
  await device.page.getByLabel(wallet.studentNumber).fill(studentNumber);
  await device.page.getByLabel(wallet.password, { exact: true }).fill(password);
  await device.button(wallet.signIn.submit).click();
  await device.stage('home').waitFor();
}

/** "Make this my paying phone" with nothing but the password. */
export async function payHereByPassword(device: Device, { password }: Student): Promise<void> {
  await device.page.goto(`${device.address}/this-phone`);
  await device.button(wallet.thisPhone.byPassword).click();
  await device.page.getByLabel(wallet.password, { exact: true }).fill(password);
  await device.button(wallet.thisPhone.change).click();
  await device.stage('done').waitFor();
  await device.button(common.done).click();
  await device.stage('home').waitFor();
}

/** What whoever reads a student's mail does: a new password. */
export async function resetPassword(
  campus: Campus,
  device: Device,
  { studentNumber, mail }: Student,
  password: string,
): Promise<void> {
  const { page } = device;
  // The newest mail so far holds an older code.
  const older = await mailedCode(campus, mail);
  await page.goto(`${device.address}/forgot`);
  await page.getByLabel(wallet.studentNumber).fill(studentNumber);
  await page.getByLabel(wallet.schoolMail).fill(mail);
  await device.button(own.forgotten.sendCode).click();
  await device.stage('code').waitFor();
  await expect.poll(() => mailedCode(campus, mail)).not.toBe(older);
  await page.getByLabel(wallet.mailedCode).fill(await mailedCode(campus, mail));
  await device.stage('password').waitFor();
  await page.getByLabel(wallet.newPassword, { exact: true }).fill(password);
  await device.button(own.forgotten.submit).click();
  await device.stage('done').waitFor();
}
