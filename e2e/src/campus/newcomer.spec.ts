import { expect } from '@playwright/test';
import type { Device } from './device.ts';
import { keyTrustedAt, readGuide } from './nearby.ts';
import { Newcomer } from './newcomer.ts';
import { StartedCommand } from './started.ts';
import { test } from './story.ts';

test.describe.configure({ mode: 'serial' });

let command: StartedCommand;
test.beforeAll(async () => {
  test.setTimeout(600_000);
  command = await StartedCommand.run();
});
test.afterAll(() => command?.clear());

async function ctrlC(...devices: Device[]): Promise<void> {
  for (const device of devices) await device.close();
  expect(await command.ctrlC()).toBe(0);
  expect(await command.leftOver()).toEqual([]);
}

test('a newcomer starts the demo campus, signs in everywhere by what is printed, and charges by number', async () => {
  const newcomer = new Newcomer(command);
  const [phone, tablet, desk] = [await newcomer.phone(), await newcomer.tablet(), await newcomer.desk()];
  await newcomer.payByNumber(phone, tablet, 1_200);
  await expect(desk.page.locator('tbody tr').first()).toContainText('1,200');
  await test.step('Ctrl-C ends all of it', () => ctrlC(phone, tablet, desk));
});

test('started again with --lan, the page of three steps lets a phone in the network trust it, and the phone pays', async () => {
  test.setTimeout(300_000);
  command = await command.again('--lan');
  const wallet = new URL(command.printed('Wallet'));
  expect(wallet.protocol).toBe('https:');
  const trusts = await test.step('the page, its certificate, and the doors that it vouches for', async () => {
    const { page, authority } = await readGuide(command.guide);
    const doors = ['Wallet', 'Counter', 'Console'].map((door) => command.printed(door));
    for (const door of doors) expect(page).toContain(door);
    const keys = await Promise.all(doors.map((door) => keyTrustedAt(door, authority)));
    expect(new Set(keys).size).toBe(1);
    return keys[0] ?? '';
  });
  const newcomer = new Newcomer(command, { byLoopback: wallet.hostname, trusts });
  const [phone, tablet] = [await newcomer.phone(), await newcomer.tablet()];
  // What needs an address that the browser trusts: the key, the camera, the app without a network.
  expect(
    await phone.page.evaluate(async () => ({
      isSecureContext,
      worker: (await navigator.serviceWorker.ready).active !== null,
    })),
  ).toEqual({ isSecureContext: true, worker: true });
  await newcomer.payByNumber(phone, tablet, 1_300);
  await test.step('Ctrl-C ends all of it', () => ctrlC(phone, tablet));
});
