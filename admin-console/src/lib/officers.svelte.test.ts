import { newId } from '@kumoh-pay/domain';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clock } from './line.ts';
import { type OfficerRow, Officers } from './officers.svelte.ts';
import { session } from './session.svelte.ts';
import { signing } from './signing.svelte.ts';
import { FakeBrowser } from './test-browser.ts';

beforeEach(() => {
  const browser = new FakeBrowser();
  session.totpAt = clock.nowMs();
  browser.answers = {
    'invitation.inviteReset': ({ officer }: { officer: string }) => ({
      ok: true,
      value: { link: `https://office/invitation#${officer}` },
    }),
  };
});
afterEach(() => void vi.unstubAllGlobals());

const row = (name: string) => ({ id: newId(), name, mail: `${name}@kumoh.ac.kr` }) as OfficerRow;

test('a reset that was called off shows nobody’s link, least of all the officer’s before', async () => {
  const officers = new Officers();
  const [choi, jung] = [row('choi'), row('jung')];
  const first = officers.reset(choi);
  await signing.sign();
  signing.closed();
  await first;
  expect(officers.inviting).toBe(true);
  expect(officers.link).toContain(choi.id);
  officers.inviting = false;
  const second = officers.reset(jung);
  signing.closed();
  await second;
  expect(officers.inviting).toBe(false);
  expect(officers.link).toBe('');
});

test('the sheet with the link names the officer whose sign-in it resets', async () => {
  const officers = new Officers();
  const made = officers.reset(row('choi'));
  await signing.sign();
  signing.closed();
  await made;
  expect(officers.resetOf).toBe('choi');
  officers.begin();
  expect(officers.resetOf).toBe('');
});
