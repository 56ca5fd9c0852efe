import {
  type Order,
  Refusal,
  type RequestCode,
  readRequestCode,
  requestCodeBytes,
  type Terminal,
} from '@kumoh-pay/domain';
import type { State } from './state.ts';
import { verifySignature } from './verify.ts';

/** The terminal's request that a pay or a void carries. @throws BAD_ORDER, UNKNOWN_TERMINAL, BAD_SIGNATURE */
export async function requireRequest(
  ledger: string,
  state: State,
  digits: string,
): Promise<{ request: RequestCode; terminal: Terminal }> {
  const request = readRequestCode(digits);
  if (!request) throw new Refusal('BAD_ORDER', 'request');
  const terminal = await state.get('terminal', request.terminal);
  if (!terminal) throw new Refusal('UNKNOWN_TERMINAL');
  if (!verifySignature(terminal.key, requestCodeBytes(ledger, request.fields), request.signature))
    throw new Refusal('BAD_SIGNATURE', 'request');
  return { request, terminal };
}

/** The vendor whose charge record a sale's order is about; null when its terminal is unknown. */
export async function vendorOfSale(state: State, order: Order): Promise<string | null> {
  if (order.type === 'charge') return order.body.vendor;
  if (order.type !== 'pay') return null;
  const terminal = readRequestCode(order.body.request)?.terminal;
  return terminal === undefined ? null : ((await state.get('terminal', terminal))?.vendor ?? null);
}
