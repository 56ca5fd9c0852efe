import { KeyMissing } from '@kumoh-pay/device/key.ts';
import { pending, settle, storeOrder } from '@kumoh-pay/device/outbox.ts';
import { type ResultSound, Sound } from '@kumoh-pay/device/sound.ts';
import { speak } from '@kumoh-pay/device/speech.ts';
import { type ErrorCode, type Id, type Result, won } from '@kumoh-pay/domain';
import { language } from '@kumoh-pay/ui/language.svelte.ts';
import { sayWon } from '@kumoh-pay/ui/speak.ts';
import { words } from '@kumoh-pay/ui/words/words.ts';
import { z } from 'zod';
import type { BasketLine } from './basket.svelte.ts';
import { basketLineSchema } from './kept.ts';
import { api, clock, withinReason } from './line.ts';
import { preferences } from './preferences.svelte.ts';
import { type Seat, type Signed, signCharge, signRequest, signVoid } from './sign.ts';

export interface PaidSale {
  charge: Id;
  amount: number;
  payer: string;
  at: number;
}
type Voided = { outcome: 'void' } | { outcome: 'committed'; sale: PaidSale };
export interface SentCharge {
  signed: Signed<'charge'>;
  basket: readonly BasketLine[];
  /** The refused charge of which this takes the part that the member has named. */
  partOf: Id | null;
}
export interface PendingCharge extends SentCharge {
  storedAt: number;
}

/** All that a sale needs of the world. Beside its tests there is one of it. */
export interface SaleDoor {
  now(): number;
  sign(charge: Id, amount: number, code: string): Promise<Signed<'charge'>>;
  /** Resolves when the order is on the tablet's disk; only then may it be sent. */
  store(sent: SentCharge): Promise<void>;
  settle(charge: Id): Promise<void>;
  pending(): Promise<PendingCharge[]>;
  charge(sent: SentCharge): Promise<Result<PaidSale>>;
  /** Null: the server has never seen this id. */
  outcome(charge: Id): Promise<Result<PaidSale> | null>;
  void(type: 'charge' | 'pay', charge: Id): Promise<Result<Voided>>;
  codeForNumber(number: string): Promise<Result<string>>;
  signRequest(charge: Id, amount: number, endsAt: number): Promise<string>;
  keepRequest(charge: Id, basket: readonly BasketLine[]): Promise<void>;
  announce(meaning: ResultSound, amount: number): void;
  /** Why the tablet itself could not begin. */
  ownTrouble(error: unknown): ErrorCode;
}

export const sound = new Sound();

const noteSchema = z.object({ basket: z.array(basketLineSchema), partOf: z.string().nullable() });
const readNote = (note: string): z.infer<typeof noteSchema> => {
  try {
    return noteSchema.parse(JSON.parse(note));
  } catch {
    // Written by another version: the charge goes on without its items.
    return { basket: [], partOf: null };
  }
};
const branded = (basket: readonly BasketLine[]) => basket.map((one) => ({ ...one, won: won(one.won) }));

export function saleDoor(seat: Seat): SaleDoor {
  return {
    now: () => clock.nowMs(),
    sign: (charge, amount, code) => signCharge(seat, charge, amount, code),
    store: ({ signed, basket, partOf }) => storeOrder(signed, JSON.stringify({ basket, partOf })),
    settle,
    pending: pendingCharges,
    charge: ({ signed, basket, partOf }) =>
      api.sale.charge.mutate({ signed, basket: branded(basket), partOf }, withinReason()),
    outcome: async (charge) => {
      const outcome = await api.sale.outcome.query({ charge }, withinReason());
      return outcome.is === 'answered' ? outcome.answer : null;
    },
    void: async (type, charge) => {
      const signed = await signVoid(seat, type, charge);
      return api.sale.void.mutate({ signed }, withinReason());
    },
    codeForNumber: (number) => api.sale.codeForNumber.mutate({ number }, withinReason()),
    signRequest: (charge, amount, endsAt) => signRequest(seat, charge, amount, Math.floor(endsAt / 1_000)),
    keepRequest: async (charge, basket) => {
      await api.sale.keepRequest.mutate({ charge, basket: branded(basket) }, withinReason());
    },
    announce,
    ownTrouble: (error) => (error instanceof KeyMissing ? 'UNKNOWN_TERMINAL' : 'LEDGER_UNAVAILABLE'),
  };
}

async function pendingCharges(): Promise<PendingCharge[]> {
  const { entries } = await pending();
  return entries.flatMap(({ signed: { order, signatures }, storedAtMs, note }) =>
    order.type === 'charge'
      ? [{ signed: { order, signatures }, ...readNote(note), storedAt: storedAtMs }]
      : [],
  );
}

function announce(meaning: ResultSound, amount: number): void {
  if (preferences.sound) sound.play(meaning);
  const { spoken } = words().counter;
  if (preferences.voice) speak(spoken[meaning](sayWon(amount)), language.current);
}
