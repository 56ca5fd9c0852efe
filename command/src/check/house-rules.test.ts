import { expect, test } from 'vitest';
import { breaches } from './house-rules.ts';

const LINE = 'export {};\n';

test('a file of 300 lines passes and one of 301 does not', () => {
  expect(breaches('domain/src/won.ts', LINE.repeat(300))).toEqual([]);
  expect(breaches('domain/src/won.ts', LINE.repeat(301))).toEqual([
    'domain/src/won.ts: has 301 lines; 300 is the limit.',
  ]);
});

test('something put off is named with its line', () => {
  const text = `${LINE}// ${['TO', 'DO'].join('')}: later\n`;
  expect(breaches('domain/src/won.ts', text)).toEqual([expect.stringContaining('line 2 puts something off')]);
  expect(breaches('domain/src/won.ts', '// What a teller has to do.\n')).toEqual([]);
});

test.each(['server/src/utils/won.ts', 'ui/src/helpers.ts', 'device/src/shared/key.ts'])(
  '%s is a drawer',
  (path) => {
    expect(breaches(path, LINE)).toEqual([expect.stringContaining('drawer')]);
  },
);

test.each(['server/src/user/store.ts', 'ui/src/till-view.ts', 'admin-console/src/lib/admin.ts'])(
  '%s uses a word that the glossary does not know',
  (path) => {
    expect(breaches(path, LINE)).toEqual([expect.stringContaining('glossary')]);
  },
);

test.each([
  'admin-console/src/routes/members/[id]/+page.svelte',
  'student-app/src/lib/wallet.svelte.ts',
  'ui/src/components/QrCode.svelte',
  'domain/src/won.property.test.ts',
  '.dependency-cruiser.cjs',
])('%s is named as it should be', (path) => {
  expect(breaches(path, LINE)).toEqual([]);
});

test.each(['domain/src/OrderId.ts', 'ui/src/components/qr-code.svelte', 'server/src/open_day.ts'])(
  '%s is not named as it should be',
  (path) => {
    expect(breaches(path, LINE)).toEqual([expect.stringContaining('should be named')]);
  },
);
