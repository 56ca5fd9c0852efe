import { KeyMissing } from '@kumoh-pay/device/key.ts';
import { pending, settle, storeOrder } from '@kumoh-pay/device/outbox.ts';
import { type ResultSound, Sound } from '@kumoh-pay/device/sound.ts';
import { speak } from '@kumoh-pay/device/speech.ts';
import { type ErrorCode, type Id, ok, type Result, refuse, won } from '@kumoh-pay/domain';
import { language } from '@kumoh-pay/ui/language.svelte.ts';
import { sayWon } from '@kumoh-pay/ui/speak.ts';
import { words } from '@kumoh-pay/ui/words/words.ts';
import { z } from 'zod';
import type { BasketLine } from './basket.svelte.ts';
import { basketLineSchema } from './kept.ts';
import { api, clock, withinReason } from './line.ts';
import { snapshot } from './offline/snapshot.ts';
import { countTaken, judgeOffline } from './offline/taking.ts';
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
  /** Who took it offline; null: online. */
  staff: Id | null;
}

/** All that a sale needs of the world. Beside its tests there is one of it. */
export interface SaleDoor {
  now(): number;
  sign(charge: Id, amount: number, code: string): Promise<Signed<'charge'>>;
  /** Resolves when the order is on the tablet's disk; only then may it be sent. */
  store(sent: SentCharge): Promise<void>;
  settle(charge: Id): Promise<void>;
  /** No server: only what can be judged and kept here may be taken. */
  away(): boolean;
  /** Judges the code, signs and keeps the charge for later. */
  takeOffline(
    charge: Id,
    amount: number,
    digits: string,
    basket: readonly BasketLine[],
  ): Promise<Result<null>>;
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

const noteSchema = z.object({
  basket: z.array(basketLineSchema),
  partOf: z.string().nullable(),
  staff: z.string().nullable().default(null),
});
const readNote = (note: string): z.infer<typeof noteSchema> => {
  try {
    return noteSchema.parse(JSON.parse(note));
  } catch {
    // Written by another version: the charge goes on without its items.
    return { basket: [], partOf: null, staff: null };
  }
};
export const branded = (basket: readonly BasketLine[]) =>
  basket.map((one) => ({ ...one, won: won(one.won) }));

/** What of this tablet's standing a sale needs: who has it open, and whether there is a server. */
export interface Desk {
  readonly away: boolean;
  readonly staff: Id | null;
  /** Resolves when whoever opened without the server is open with it, or it has said no. */
  signedIn(): Promise<void>;
  /** One more was taken offline: what is at risk is read anew. */
  taken(): void;
}

export function saleDoor(seat: Seat, desk: Desk): SaleDoor {
  return {
    now: () => clock.nowMs(),
    sign: (charge, amount, code) => signCharge(seat, charge, amount, code),
    store: ({ signed, basket, partOf }) => storeOrder(signed, JSON.stringify({ basket, partOf })),
    settle,
    pending: async () => (await keptCharges()).filter(({ signed }) => !signed.order.body.offline),
    away: () => desk.away,
    takeOffline: (charge, amount, digits, basket) =>
      takeOffline(seat, desk, { charge, amount, digits, basket }),
    charge: async ({ signed, basket, partOf }) => {
      await desk.signedIn();
      return api.sale.charge.mutate({ signed, basket: branded(basket), partOf }, withinReason());
    },
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

async function takeOffline(
  seat: Seat,
  desk: Desk,
  {
    charge,
    amount,
    digits,
    basket,
  }: { charge: Id; amount: number; digits: string; basket: readonly BasketLine[] },
): Promise<Result<null>> {
  const kept = snapshot.read();
  if (!kept || desk.staff === null) return refuse('NO_CONNECTION');
  const nowMs = clock.nowMs();
  const judged = judgeOffline({ snapshot: kept, digits, amount, nowMs });
  if (!judged.ok) return judged;
  const { enroller } = kept.about;
  const signed = await signCharge(seat, charge, amount, digits, { enroller: enroller.id });
  countTaken(judged.value, amount, nowMs);
  await storeOrder(signed, JSON.stringify({ basket, partOf: null, staff: desk.staff }));
  desk.taken();
  return ok(null);
}

/** All charges on this tablet's disk, those taken offline too. */
export async function keptCharges(): Promise<PendingCharge[]> {
  const { entries } = await pending();
  return entries.flatMap(({ signed: { order, signatures }, storedAtMs, note }) =>
    order.type === 'charge'
      ? [{ signed: { order, signatures }, ...readNote(note), storedAt: storedAtMs }]
      : [],
  );
}

function announce(meaning: ResultSound, amount: number): void {
  const { sound: isLoud, voice, volume } = preferences.now;
  if (isLoud) sound.play(meaning, volume / 100);
  const { spoken } = words().counter;
  if (voice) speak(spoken[meaning](sayWon(amount)), language.current, volume / 100);
}
