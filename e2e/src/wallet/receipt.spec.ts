import { readFile } from 'node:fs/promises';
import { checkReceipt, openEmbeddedSource, readReceipt } from '@kumoh-pay/audit';
import { expect } from '@playwright/test';
import { own } from '../../../ui/src/words/ko/wallet-own.ts';
import { ko } from '../../../ui/src/words/ko.ts';
import { test } from '../campus/story.ts';
import { Tablet } from '../campus/tablet.ts';
import { openWallets, type Wallets } from './wallets.ts';

let wallets: Wallets;
test.beforeEach(async () => {
  test.setTimeout(300_000);
  wallets = await openWallets();
});
test.afterEach(() => wallets?.campus.stop());

/** What an independent check finds wrong with a proof; nothing when it is as the ledger has it. */
async function findingsOf(text: string): Promise<number> {
  const receipt = readReceipt(text);
  if (!receipt) throw new Error('the file is no receipt');
  const source = openEmbeddedSource(wallets.campus.ledgerFolder);
  try {
    return (await checkReceipt(source, source.ledger, receipt)).length;
  } finally {
    source.close();
  }
}

/** In the page: every note that is really begun. */
const countTones = `
  globalThis.tones = 0;
  const begin = OscillatorNode.prototype.start;
  OscillatorNode.prototype.start = function (...when) { globalThis.tones += 1; return begin.apply(this, when); };
  0`;

test('a wrong amount is disputed from the paid screen, and the receipt’s proof stands before an independent check', async () => {
  const { campus, office, shop } = wallets;
  const phone = await wallets.phone(20_000);
  const counter = await Tablet.pair(campus, office, shop);
  const { page, device } = phone;
  await page.evaluate(countTones);
  await phone.openPay();
  await counter.arm(12_000);
  counter.device.see((await phone.photograph()).page);
  await device.stage('paid').waitFor();
  // Held to the tablet nobody touches the phone again: the touch that opened Pay has to be enough.
  expect(await page.evaluate('tones')).toBeGreaterThan(0);

  await device.button(ko.wallet.pay.wrongAmount).click();
  await page.getByLabel(own.dispute.expected).fill('1200');
  await device.button(own.dispute.submit).click();
  await expect(page.locator('[data-dispute="open"]')).toBeVisible();
  await expect(page.getByText(own.dispute.expectedWas('1,200원'))).toBeVisible();

  const saving = page.waitForEvent('download');
  await device.button(own.proof.file).click();
  const text = await readFile(await (await saving).path(), 'utf8');
  expect(await findingsOf(text)).toBe(0);
  expect(text).not.toContain(phone.student.name);
  expect(await findingsOf(text.replace('12000', '1200'))).toBe(1);
});
