import { expect, it } from 'vitest';
import { byUrgency, faultOf, type Health, kindOf, silentAfterMs } from './terminal-health.ts';

const now = 1_800_000_000_000;
const fine: NonNullable<Health> = {
  heardAt: now - 30_000,
  appVersion: '1.0',
  scanP95Ms: 240,
  clockErrorMs: 300,
  queueLength: 0,
  openRisk: 0,
  camera: 'looking',
};
const of = (change: Partial<NonNullable<Health>>) => faultOf({ ...fine, ...change }, now);

it('calls a terminal fine that has spoken just now and has nothing left to send', () => {
  expect(of({})).toBe('fine');
});

it('tells the worst that is wrong, silence before all else', () => {
  expect(faultOf(null, now)).toBe('neverHeard');
  expect(of({ heardAt: now - silentAfterMs - 1, clockErrorMs: 9_000 })).toBe('silent');
  expect(of({ heardAt: now - silentAfterMs })).toBe('fine');
  expect(of({ clockErrorMs: -5_001, camera: 'lost' })).toBe('clock');
  expect(of({ clockErrorMs: -5_000 })).toBe('fine');
  expect(of({ camera: 'lost', openRisk: 12_000 })).toBe('camera');
  expect(of({ openRisk: 12_000, queueLength: 2 })).toBe('openRisk');
  expect(of({ queueLength: 2 })).toBe('queue');
});

it('puts what needs somebody first', () => {
  const faults = [of({}), of({ queueLength: 1 }), of({ clockErrorMs: 60_000 })];
  expect(faults.sort(byUrgency)).toEqual(['clock', 'queue', 'fine']);
  expect(faults.map(kindOf)).toEqual(['bad', 'unsure', 'good']);
});
