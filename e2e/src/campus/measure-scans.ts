import { z } from 'zod';
import { openCampus } from './campus.ts';
import { found } from './office.ts';
import { Phone, student } from './phone.ts';
import { Tablet } from './tablet.ts';

/** What is charged each time, in won: no more than what a member with one voucher has for many scans. */
const amount = 100;
const issued = 100_000;

/** In the counter's page: the time of the frame in which a paid result was first on the screen, by charge. */
const watchForGreen = `(() => {
  globalThis.greenAtMs = {};
  new MutationObserver(() => {
    const charge = document.querySelector('[data-result="paid"]')?.dataset.charge;
    if (charge === undefined || charge in greenAtMs) return;
    greenAtMs[charge] = null;
    requestAnimationFrame(() => setTimeout(() => { greenAtMs[charge] = Date.now(); }));
  }).observe(document.body, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-result'] });
})()`;

/** One scan, in milliseconds: the whole, and of it until the code was read and the charge sent, and until its answer came. */
export interface ScanTimes {
  green: number;
  sent: number;
  answered: number;
}

/** In the counter's page: when the latest charge was sent and when its answer had come, in milliseconds since 1970. */
const latestCharge = `(() => {
  const { startTime, responseEnd } = performance.getEntriesByType('resource').findLast(({ name }) => name.includes('sale.charge'));
  performance.clearResourceTimings();
  return { sentAtMs: performance.timeOrigin + startTime, answeredAtMs: performance.timeOrigin + responseEnd };
})()`;
const latestChargeSchema = z.object({ sentAtMs: z.number(), answeredAtMs: z.number() });

/**
 * From a fresh code in front of the counter's camera to the painted green result, so many times, in the order of the
 * scans: two real browsers, the server in a process of its own, durable commits (ledger and database).
 */
export async function measureScans(count: number): Promise<ScanTimes[]> {
  const campus = await openCampus();
  const devices: { device: { close(): Promise<void> } }[] = [];
  try {
    const office = await found(campus);
    const shop = await office.openShop('학생식당');
    const programme = await office.openProgramme('식비 지원');
    const owner = student('20240001', '김수지');
    await office.takeRoster(owner);
    const phone = await Phone.signUp(campus, owner);
    devices.push(phone);
    const tablet = await Tablet.pair(campus, office, shop);
    devices.push(tablet);
    await office.issue(programme, issued, await phone.account());
    await phone.balance(issued).waitFor();
    await phone.openPay();
    await tablet.page.evaluate(watchForGreen);
    const times: ScanTimes[] = [];
    for (let scan = 0; scan < count; scan++) times.push(await scanOnce(phone, tablet));
    return times;
  } finally {
    for (const { device } of devices) await device.close();
    await campus.stop();
  }
}

async function scanOnce(phone: Phone, tablet: Tablet): Promise<ScanTimes> {
  await tablet.arm(amount);
  const { close } = await phone.photograph();
  tablet.device.see(close);
  const shownAtMs = Date.now();
  await tablet.result('paid').waitFor();
  const charge = await tablet.charge();
  const painted = await tablet.page.waitForFunction(`greenAtMs['${charge}']`);
  const greenAtMs = z.number().parse(await painted.jsonValue());
  const { sentAtMs, answeredAtMs } = latestChargeSchema.parse(await tablet.page.evaluate(latestCharge));
  await tablet.next();
  await tablet.phoneGone();
  await phone.device.stage('paid').waitFor();
  await phone.goOnPaying();
  return { green: greenAtMs - shownAtMs, sent: sentAtMs - shownAtMs, answered: answeredAtMs - shownAtMs };
}
