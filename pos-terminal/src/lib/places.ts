import type { Standing } from './counter.svelte.ts';

const managerPlaces = ['/close', '/days', '/manage'];

/** Where a screen must go instead; null: it may stay. */
export function placeInstead(
  standing: Standing,
  path: string,
  manager: boolean,
): '/pair' | '/unlock' | '/charge' | null {
  // A customer's screen is no terminal.
  if (path === '/display') return null;
  if (standing === 'unpaired') return path === '/pair' ? null : '/pair';
  if (standing === 'locked') return path === '/unlock' ? null : '/unlock';
  if (standing !== 'open') return null;
  if (path === '/' || path === '/pair' || path === '/unlock') return '/charge';
  return !manager && managerPlaces.some((place) => path.startsWith(place)) ? '/charge' : null;
}

/** Where a scanner listens by itself, or types what it should: a pairing code. */
const scannerPlaces = ['/charge', '/unlock', '/pair', '/display'];

/** A customer's code would fill the field that has the focus, a manager's PIN among them, and press its Enter. */
export const keepsScannerOut = (path: string): boolean =>
  !scannerPlaces.some((place) => path.startsWith(place));
