import { copyFile, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from '../root.ts';
import { runProgram } from './run-program.ts';

/** A house in miniature: each file imports one other, and is refused under this rule, or is fine (null). */
const HOUSE: [file: string, imports: string, rule: string | null][] = [
  ['server/src/ledger/door.ts', 'embedded-ledger/src/index.ts', null],
  ['server/src/charge/charge.ts', 'embedded-ledger/src/index.ts', 'server-one-door-to-the-ledger'],
  ['server/src/charge/price.ts', 'chaincode/src/index.ts', 'server-one-door-to-the-ledger'],
  ['server/src/charge/charge.integration.test.ts', 'command/src/index.ts', null],
  ['server/src/charge/mail.ts', 'command/src/index.ts', 'server-imports'],
  ['audit/src/sum.ts', 'domain/src/index.ts', null],
  ['audit/src/check.ts', 'chaincode/src/index.ts', 'audit-imports'],
  ['audit/test/tampering.test.ts', 'chaincode/src/index.ts', null],
  ['chaincode/test/model/balance.ts', 'chaincode/src/index.ts', 'models-know-no-contract'],
  ['chaincode/test/conservation/run.ts', 'chaincode/src/index.ts', null],
  ['chaincode/src/charge.ts', 'embedded-ledger/src/index.ts', 'chaincode-imports'],
  ['domain/src/order.ts', 'chaincode/src/index.ts', 'domain-imports'],
  ['ui/src/code.ts', 'device/src/index.ts', 'ui-imports'],
  ['student-app/src/lib/pay.ts', 'device/src/index.ts', null],
  ['student-app/src/lib/charge.ts', 'pos-terminal/src/index.ts', 'student-app-imports'],
  ['pos-terminal/src/lib/api.ts', 'server/src/index.ts', 'pos-terminal-server-types-only'],
  ['embedded-ledger/src/block.ts', 'domain/src/index.ts', 'embedded-ledger-imports'],
];

let house: string;
let verdict: string;

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(house, file)), { recursive: true });
  await writeFile(join(house, file), text);
}

beforeAll(async () => {
  house = await realpath(await mkdtemp(join(tmpdir(), 'kumoh-imports-test-')));
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.base.json']) {
    await copyFile(join(ROOT, name), join(house, name));
  }
  for (const [file, imports] of HOUSE) {
    await write(imports, 'export const thing = 1;\n');
    const up = '../'.repeat(file.split('/').length - 1);
    await write(file, `import { thing } from '${up}${imports}';\nexport const used = thing;\n`);
  }
  await write(
    'admin-console/src/lib/api.ts',
    "import type { thing } from '../../../server/src/index.ts';\nexport type Thing = typeof thing;\n",
  );
  await write('device/src/hen.ts', "import { egg } from './egg.ts';\nexport const hen = () => egg;\n");
  await write('device/src/egg.ts', "import { hen } from './hen.ts';\nexport const egg = () => hen;\n");
  const rooms = [...new Set(HOUSE.map(([file]) => file.split('/')[0] ?? '')), 'admin-console', 'device'];
  const options = ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...rooms];
  verdict = (await runProgram(join(ROOT, 'node_modules/.bin/depcruise'), options, house)).output;
}, 30_000);

afterAll(() => rm(house, { recursive: true, force: true }));

test.each(HOUSE)('%s imports %s: refused by rule %s', (file, imports, rule) => {
  const lines = verdict.split('\n').filter((line) => line.includes(`${file} →`));
  if (rule === null) expect(lines).toEqual([]);
  else expect(lines).toEqual([expect.stringMatching(new RegExp(`error ${rule}: ${file} → ${imports}`))]);
});

test('an app may know the types of the server', () => {
  expect(verdict).not.toContain('admin-console/src/lib/api.ts');
});

test('the hen that needs the egg that needs the hen is refused', () => {
  expect(verdict).toMatch(/error no-cycles: device\/src\/(hen|egg)\.ts/);
});
