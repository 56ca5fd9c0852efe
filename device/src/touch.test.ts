import { minuteMs } from '@kumoh-pay/domain';
import { expect, it } from 'vitest';
import { Touch } from './touch.ts';

it('says that a page asks by itself once nobody has touched it for a minute, and not when somebody does', () => {
  const page = new EventTarget();
  let now = 1_000;
  const touch = new Touch(page, () => now);
  expect(touch.headers()).toEqual({});
  now += minuteMs;
  expect(touch.headers()).toEqual({});
  now += 1;
  expect(touch.headers()).toEqual({ 'x-by-itself': '1' });
  page.dispatchEvent(new Event('keydown'));
  expect(touch.headers()).toEqual({});
});
