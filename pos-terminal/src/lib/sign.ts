import { signBytes, signOrder } from '@kumoh-pay/device/key.ts';
import {
  base64UrlDecode,
  type Id,
  newId,
  type OrderOf,
  requestCodeBytes,
  requestCodeDigits,
  requestCodeFields,
  type SignedBy,
  type VoidableType,
  won,
} from '@kumoh-pay/domain';
import { clock } from './line.ts';

/** Who signs here: this tablet, for the ledger that it is paired on. */
export interface Seat {
  ledgerName: string;
  walletAddress: string;
  terminal: Id;
  vendor: Id;
}

export interface Signed<Type extends VoidableType | 'void'> {
  order: OrderOf<Type>;
  signatures: SignedBy[];
}

/** @throws KeyMissing when the browser has lost the terminal's key. */
export const signCharge = (
  seat: Seat,
  id: Id,
  amount: number,
  code: string,
  offline?: { enroller: Id },
): Promise<Signed<'charge'>> => {
  const body = {
    vendor: seat.vendor,
    terminal: seat.terminal,
    amount: won(amount),
    code,
    ...(offline && { offline }),
  };
  return sign<'charge'>(seat, { type: 'charge', id, body, at: clock.nowMs() });
};

export const signVoid = (seat: Seat, type: 'charge' | 'pay', charge: Id): Promise<Signed<'void'>> =>
  sign<'void'>(seat, {
    type: 'void',
    id: newId(),
    body: { type, id: charge, vendor: seat.vendor },
    at: clock.nowMs(),
  });

export const signRefund = (seat: Seat, charge: Id, amount: number): Promise<Signed<'refund'>> => {
  const body = { vendor: seat.vendor, terminal: seat.terminal, charge, amount: won(amount) };
  return sign<'refund'>(seat, { type: 'refund', id: newId(), body, at: clock.nowMs() });
};

export const signPresent = (seat: Seat, charge: Id, account: Id): Promise<Signed<'presentCharge'>> => {
  const body = { vendor: seat.vendor, terminal: seat.terminal, charge, account };
  return sign<'presentCharge'>(seat, { type: 'presentCharge', id: newId(), body, at: clock.nowMs() });
};

export const signSeal = (seat: Seat, day: number): Promise<Signed<'sealDay'>> =>
  sign<'sealDay'>(seat, {
    type: 'sealDay',
    id: newId(),
    body: { vendor: seat.vendor, day },
    at: clock.nowMs(),
  });

export const signRetire = (seat: Seat): Promise<Signed<'retireTerminal'>> =>
  sign<'retireTerminal'>(seat, {
    type: 'retireTerminal',
    id: newId(),
    body: { terminal: seat.terminal },
    at: clock.nowMs(),
  });

async function sign<Type extends VoidableType | 'void'>(
  seat: Seat,
  order: OrderOf<Type>,
): Promise<Signed<Type>> {
  return {
    order,
    signatures: [await signOrder(seat.ledgerName, order, 'terminal', `terminal.${seat.terminal}`)],
  };
}

/** The digits of a request that a phone scans: made here, with no server. */
export async function signRequest(
  seat: Seat,
  charge: Id,
  amount: number,
  expiresSeconds: number,
): Promise<string> {
  const fields = requestCodeFields({ charge, terminal: seat.terminal, amount: won(amount), expiresSeconds });
  const signature = base64UrlDecode(await signBytes('terminal', requestCodeBytes(seat.ledgerName, fields)));
  if (!signature) throw new Error('this browser has signed in a form that is none');
  return requestCodeDigits(fields, signature);
}
