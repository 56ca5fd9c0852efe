import { idSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { ko } from '../../../ui/src/words/ko.ts';
import { type Campus, campusMailDomain, mailedCode } from './campus.ts';
import { Device } from './device.ts';
import { type Photograph, photograph } from './photograph.ts';

export interface Student {
  studentNumber: string;
  name: string;
  mail: string;
  password: string;
}
export const student = (studentNumber: string, name: string): Student => ({
  studentNumber,
  name,
  mail: `s${studentNumber}@${campusMailDomain}`,
  password: '봄비 내리는 도서관',
});

const { wallet, common } = ko;

/** A student's phone with the wallet on it, driven as a hand drives it. */
export class Phone {
  readonly device: Device;
  readonly student: Student;

  private constructor(device: Device, owner: Student) {
    this.device = device;
    this.student = owner;
  }

  get page() {
    return this.device.page;
  }

  /** From the first screen to the open wallet, with the code from the mail. */
  static async signUp(campus: Campus, owner: Student): Promise<Phone> {
    const device = await Device.open('phone', campus.addresses.wallet);
    const phone = new Phone(device, owner);
    const { page } = device;
    await device.button(wallet.welcome.signUp).click();
    await page.getByLabel(wallet.studentNumber).fill(owner.studentNumber);
    await page.getByLabel(wallet.personName).fill(owner.name);
    await page.getByLabel(wallet.schoolMail).fill(owner.mail);
    await device.button(wallet.signUp.sendCode).click();
    await device.stage('code').waitFor();
    await page.getByLabel(wallet.mailedCode).fill(await mailedCode(campus, owner.mail));
    await device.stage('password').waitFor();
    await page.getByLabel(wallet.password, { exact: true }).fill(owner.password);
    await device.button(wallet.signUp.finish).click();
    await device.stage('explained').waitFor();
    await device.button(wallet.recovery.later).click();
    await device.stage('home').waitFor();
    return phone;
  }

  /** The account that this wallet signs for. */
  async account(): Promise<string> {
    const owner: unknown = JSON.parse(
      await this.page.evaluate(() => localStorage.getItem('kumoh-pay.owner') ?? 'null'),
    );
    return z.object({ account: idSchema }).parse(owner).account;
  }

  /** Back to the home screen, past whatever result is shown. */
  async home(): Promise<void> {
    const { device } = this;
    if (await device.stage('paid', 'sent').isVisible()) {
      await device.button(common.confirm).click();
      await device.stage('showing', 'home').waitFor();
    }
    if (!(await device.stage('home').isVisible())) await device.button(common.back).click();
    await device.stage('home').waitFor();
  }

  /** The balance on the home screen, once it is this. */
  balance(amount: number) {
    return this.page.locator(`[data-balance="${amount}"]`);
  }

  /** What became of a payment or a transfer, from edge to edge of the screen. */
  get outcome() {
    return this.page.locator('section[aria-live="assertive"]');
  }

  async openPay(): Promise<void> {
    await this.home();
    await this.device.button(wallet.home.pay).click();
    await this.device.stage('showing').waitFor();
  }

  /** Puts the result away; a fresh code is on show. */
  async goOnPaying(): Promise<void> {
    await this.device.button(common.confirm).click();
    await this.device.stage('showing').waitFor();
  }

  photograph(): Promise<Photograph> {
    return photograph(this.page);
  }

  async openReceive(): Promise<void> {
    await this.home();
    await this.page.getByRole('link', { name: wallet.home.receive }).click();
    await this.device.stage('receive').waitFor();
  }

  async openScan(): Promise<void> {
    await this.home();
    // The phone was lowered since the last code.
    this.device.seeNothing();
    await this.page.getByRole('link', { name: wallet.home.scan }).click();
    await this.device.stage('looking').waitFor();
  }

  async typeAmount(amount: number): Promise<void> {
    await this.page.keyboard.type(String(amount));
    await this.page.locator(`[data-amount="${amount}"]`).waitFor();
  }

  /** At the amount, after a receive code was scanned: to the end. */
  async send(amount: number): Promise<void> {
    await this.device.stage('amount').waitFor();
    await this.typeAmount(amount);
    await this.device.button(common.next).click();
    await this.device.stage('confirm').waitFor();
    await this.device.button(wallet.send.submit).click();
    await this.device.stage('sent').waitFor();
  }

  /** A request was scanned: pays it. */
  async payRequest(): Promise<void> {
    await this.device.stage('confirm').waitFor();
    await this.device.button(wallet.request.confirm).click();
    await this.device.stage('paid').waitFor();
  }
}
