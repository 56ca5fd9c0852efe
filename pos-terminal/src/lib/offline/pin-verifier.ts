import { ensureOfflineSecret } from '@kumoh-pay/device/offline-secret.ts';
import { base64UrlEncode, type Id, secondMs, utf8 } from '@kumoh-pay/domain';
import { z } from 'zod';
import { keep } from '../kept.ts';

/**
 * Opening without a server: after each PIN that the server has accepted, this tablet keeps what it needs to know that
 * PIN again, and no more. The secret behind it cannot be read out of the browser, so a copy of the storage tells
 * nothing; whoever holds the tablet itself meets the same waits as at the server.
 */
const verifiers = keep('verifiers', z.record(z.string(), z.string()));
const tries = keep('pin-tries', z.object({ wrong: z.int().min(0), untilMs: z.int() }));

/** A PIN has four digits: each guess is to cost a tenth of a second. */
const rounds = 120_000;
const freeTries = 5;
const firstWaitMs = 30 * secondMs;
const longestWaitMs = 3_600 * secondMs;

export async function rememberPin(staff: Id, pin: string): Promise<void> {
  verifiers.write({ ...verifiers.read(), [staff]: await verifierOf(staff, pin) });
}

/** New PINs are learned at the next unlocking with the server; whoever has left is forgotten. */
export function forgetOthers(staff: readonly Id[]): void {
  const kept = Object.entries(verifiers.read() ?? {}).filter(([id]) => staff.includes(id));
  verifiers.write(Object.fromEntries(kept));
}

/** `wait`: too many wrong ones. `unknown`: this person has never opened this tablet with the server. */
export type PinAnswer =
  | { is: 'right' }
  | { is: 'wrong' }
  | { is: 'unknown' }
  | { is: 'wait'; waitMs: number };

export async function provePinOffline(staff: Id, pin: string, nowMs: number): Promise<PinAnswer> {
  const before = tries.read() ?? { wrong: 0, untilMs: 0 };
  if (nowMs < before.untilMs) return { is: 'wait', waitMs: before.untilMs - nowMs };
  const kept = verifiers.read()?.[staff];
  if (kept === undefined) return { is: 'unknown' };
  if (kept === (await verifierOf(staff, pin))) {
    tries.write(null);
    return { is: 'right' };
  }
  const wrong = before.wrong + 1;
  const waitMs = wrong < freeTries ? 0 : Math.min(firstWaitMs * 2 ** (wrong - freeTries), longestWaitMs);
  tries.write({ wrong, untilMs: nowMs + waitMs });
  return { is: 'wrong' };
}

async function verifierOf(staff: Id, pin: string): Promise<string> {
  const salt = utf8(`kumoh-pay.v1.pin\n${staff}`);
  const material = await crypto.subtle.importKey('raw', utf8(pin), 'PBKDF2', false, ['deriveBits']);
  const slow = await crypto.subtle.deriveBits(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations: rounds },
    material,
    256,
  );
  const secret = await ensureOfflineSecret();
  return base64UrlEncode(new Uint8Array(await crypto.subtle.sign('HMAC', secret, slow)));
}
