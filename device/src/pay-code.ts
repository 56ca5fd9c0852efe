import {
  base64UrlDecode,
  codeBeforeMs,
  codeRenewMs,
  type Id,
  payCodeBytes,
  payCodeDigits,
  payCodeFields,
  type Won,
} from '@kumoh-pay/domain';
import { z } from 'zod';
import { inStore, step } from './database.ts';
import { signBytes } from './key.ts';

/** What lets a code be taken offline (codes.md, kind 4): the enroller's word for this account's key. */
export interface Certificate {
  fields: Uint8Array;
  signature: Uint8Array;
}

export interface PayCodeOwner {
  ledgerName: string;
  account: Id;
  /** The most that one code may take. */
  cap: Won;
  /** Given when the owner allows offline charges. */
  certificate?: Certificate | undefined;
}

export interface ShownPayCode {
  digits: string;
  counter: number;
  cap: Won;
  /** By the server's clock: when the next one takes its place. */
  renewAtMs: number;
}

/**
 * The counter of the next code: the server's time as this phone knows it, or one more than the last if that is not
 * higher. A last counter further ahead of the clock than a code may be (the clock was wrong then) is forgotten: a code
 * beyond it would be refused as too early, for as long as the error was large.
 */
export function nextCounter(serverNowMs: number, last: number | null): number {
  if (last === null || last > serverNowMs + codeBeforeMs) return serverNowMs;
  return Math.max(serverNowMs, last + 1);
}

const counterSchema = z.int().min(0);
const counterName = (account: Id) => `pay-code-counter.${account}`;

/** Takes the next counter and keeps it before anyone sees it: a code after a reload, or in a second tab, is always a higher one. */
const takeCounter = (account: Id, serverNowMs: number): Promise<number> =>
  inStore('values', 'readwrite', async (store) => {
    const kept = counterSchema.safeParse(await step<unknown>(store.get(counterName(account))));
    const counter = nextCounter(serverNowMs, kept.success ? kept.data : null);
    await step(store.put(counter, counterName(account)));
    return counter;
  });

/** A fresh code, made on this device alone. @throws KeyMissing */
export async function makePayCode(owner: PayCodeOwner, serverNowMs: number): Promise<ShownPayCode> {
  const { ledgerName, account, cap, certificate } = owner;
  const counter = await takeCounter(account, serverNowMs);
  const fields = payCodeFields({ account, counter, cap }, certificate !== undefined);
  const signature = base64UrlDecode(await signBytes('account', payCodeBytes(ledgerName, fields)));
  if (!signature) throw new Error('the key made no signature');
  return {
    digits: payCodeDigits(fields, signature, certificate),
    counter,
    cap,
    renewAtMs: serverNowMs + codeRenewMs,
  };
}

export interface PayCodeShow {
  /** A payment has come, or the owner changed cap or offline permission: the code on show is void from now on. */
  renew(owner?: PayCodeOwner): void;
  stop(): void;
}

/** Shows a fresh code now, every codeRenewMs and at each `renew`, with no network, until stopped. */
export function showPayCodes(
  owner: PayCodeOwner,
  clock: { nowMs(): number },
  show: (code: ShownPayCode) => void,
  fail: (error: unknown) => void,
): PayCodeShow {
  let current = owner;
  let round = 0;
  let dueAtMs = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const renew = (next: PayCodeOwner = current) => {
    current = next;
    round += 1;
    const mine = round;
    clearTimeout(timer);
    dueAtMs = Date.now() + codeRenewMs;
    timer = setTimeout(renew, codeRenewMs);
    // Of two renewals at once only the later one is shown.
    makePayCode(current, clock.nowMs()).then(
      (code) => mine === round && show(code),
      (error: unknown) => mine === round && fail(error),
    );
  };
  // Timers sleep with the phone: a page that comes back shows no stale code.
  const wake = () => {
    if (document.visibilityState === 'visible' && Date.now() >= dueAtMs) renew();
  };
  document.addEventListener('visibilitychange', wake);
  renew();
  return {
    renew,
    stop() {
      round += 1;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', wake);
    },
  };
}
