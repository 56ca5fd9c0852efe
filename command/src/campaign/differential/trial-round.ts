import type { Chance } from '../../demo/chance.ts';
import type { Call, LockStep } from './lock-step.ts';

const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
const transactionsMost = 6;
const stepsMost = 3;
const twiceShare = 0.2;

/**
 * Transactions over a few keys that read, write, delete and read ranges, endorsed at one height: the voucher contract is made so that it never
 * meets a phantom, so that the two ledgers' rules for ranges are compared with a contract that does.
 */
export async function trialRound(both: LockStep, chance: Chance): Promise<void> {
  const calls = Array.from({ length: chance.between(2, transactionsMost) }, () => trialCall(chance));
  const twice = calls.map((_, place) => place).filter(() => chance.happens(twiceShare));
  await both.together(calls, twice);
}

function trialCall(chance: Chance): Call {
  const steps = Array.from({ length: chance.between(1, stepsMost) }, () => trialStep(chance));
  return { embedded: 'run', fabric: 'trial:run', args: [JSON.stringify(steps)] };
}

function trialStep(chance: Chance): string[] {
  const key = () => chance.of(keys);
  const value = String(chance.between(1, 1_000_000));
  const draw = chance.between(1, 100);
  if (draw <= 22) return ['put', key(), value];
  if (draw <= 34) return ['delete', key()];
  if (draw <= 42) return ['add', key(), '1'];
  if (draw <= 50) return ['get', key()];
  if (draw <= 75) return ['range', ...[key(), key()].sort()];
  if (draw <= 80) return ['range', key(), '', String(chance.between(1, 3))];
  if (draw <= 90) return ['put', `\u0000box\u0000${key()}\u0000${chance.between(1, 60)}\u0000`, value];
  if (draw <= 95) return ['partial', 'box', JSON.stringify([key()])];
  if (draw <= 98) return ['event', 'trial', value];
  return ['fail', `refused ${value}`];
}
