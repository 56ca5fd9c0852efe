import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Step } from './step.ts';
import { runSteps } from './steps.ts';

function step(name: string, passed: boolean): Step {
  return { name, run: async () => ({ passed, output: `${name} said this` }) };
}

test('the output of a failing step is shown, that of a passing one is not', async () => {
  const said: string[] = [];
  expect(await runSteps([step('good', true), step('bad', false)], (line) => said.push(line))).toBe(false);
  expect(said.join('\n')).toMatch(/✓ good +0\.\d s\n✗ bad +0\.\d s\n\n── bad\nbad said this$/);
  expect(said.join('\n')).not.toContain('good said this');
});

test('when all pass, the whole passes', async () => {
  expect(await runSteps([step('one', true), step('two', true)], () => undefined)).toBe(true);
});

test('never more than two steps run at once', async () => {
  let running = 0;
  let most = 0;
  const slow: Step = {
    name: 'slow',
    run: async () => {
      running += 1;
      most = Math.max(most, running);
      await sleep(5);
      running -= 1;
      return { passed: true, output: '' };
    },
  };
  await runSteps([slow, slow, slow, slow, slow], () => undefined);
  expect(most).toBe(2);
});
