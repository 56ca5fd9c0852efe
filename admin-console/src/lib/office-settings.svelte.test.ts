import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { OfficeSettings, type Settings } from './office-settings.svelte.ts';
import { FakeBrowser } from './test-browser.ts';

let browser: FakeBrowser;
let stored: Settings;
let settings: OfficeSettings;
beforeEach(async () => {
  stored = {
    mailDomains: ['kumoh.ac.kr'],
    studentNumberDigits: 8,
    signUpWithoutRoster: false,
    bankColumns: ['bankCode', 'account', 'won', 'holder', 'memo'],
    outageBanner: '',
  };
  browser = new FakeBrowser();
  browser.answers = {
    'settings.read': () => stored,
    'settings.save': (change: Partial<Settings>) => {
      stored = { ...stored, ...change };
      return stored;
    },
  };
  settings = new OfficeSettings();
  await settings.page.load();
});
afterEach(() => void vi.unstubAllGlobals());
const sent = () => browser.asked.filter(({ path }) => path === 'settings.save').map(({ input }) => input);

test('saving one setting leaves what another officer has set in the meantime', async () => {
  stored = { ...stored, mailDomains: ['kumoh.ac.kr', 'kit.ac.kr'] };
  settings.withoutRoster = true;
  await settings.save();
  expect(sent()).toEqual([{ signUpWithoutRoster: true }]);
  expect(stored.mailDomains).toEqual(['kumoh.ac.kr', 'kit.ac.kr']);
  expect(settings.domains).toBe('kumoh.ac.kr, kit.ac.kr');
});

test('nothing that was changed is nothing to send', async () => {
  settings.domains = ' KUMOH.ac.kr ';
  await settings.save();
  expect(sent()).toEqual([]);
  expect(settings.saved).toBe(true);
});

test('a banner that is put up takes nothing away that is being typed, and neither does saving take a banner', async () => {
  settings.domains = 'half-typed';
  settings.digits = '1';
  settings.moveUp('won');
  await settings.saveBanner('점검 중입니다');
  expect([settings.domains, settings.digits]).toEqual(['half-typed', '1']);
  expect(settings.columns[1]).toBe('won');
  settings.banner = '다음 점검';
  settings.digits = '9';
  settings.domains = 'kumoh.ac.kr';
  await settings.save();
  expect(settings.banner).toBe('다음 점검');
  expect(sent().at(-1)).toEqual({
    studentNumberDigits: 9,
    bankColumns: ['bankCode', 'won', 'account', 'holder', 'memo'],
  });
});

test('a banner that is taken down empties its box, unless something else is typed in it', async () => {
  settings.banner = '점검 중입니다';
  await settings.saveBanner(settings.banner);
  await settings.saveBanner('');
  expect(settings.banner).toBe('');
  settings.banner = '점검 중입니다';
  await settings.saveBanner(settings.banner);
  settings.banner = '다음 점검';
  await settings.saveBanner('');
  expect(settings.banner).toBe('다음 점검');
});
