import type { Purse } from '@kumoh-pay/domain';
import {
  type Account,
  accountBox,
  type Id,
  type OrderType,
  pursePlace,
  Refusal,
  type ResultOf,
  type Terminal,
  vendorBox,
  type Won,
  zeroWon,
} from '@kumoh-pay/domain';
import { requireSpending, withLimitedSpending } from './accounts.ts';
import { takeExactly } from './lots.ts';
import type { OrderContext } from './order-context.ts';
import { foldHints } from './purse.ts';
import type { State } from './state.ts';

/** What charge and pay share: the counter's side, the spending, and the record. */

/** @throws UNKNOWN_TERMINAL, WRONG_VENDOR, TERMINAL_RETIRED, UNKNOWN_VENDOR, VENDOR_CLOSED */
export async function requireTerminal(state: State, terminalId: Id, vendor: Id): Promise<Terminal> {
  const terminal = await state.get('terminal', terminalId);
  if (!terminal) throw new Refusal('UNKNOWN_TERMINAL');
  if (terminal.vendor !== vendor) throw new Refusal('WRONG_VENDOR');
  if (!terminal.active) throw new Refusal('TERMINAL_RETIRED');
  return terminal;
}

export async function requireOpenVendor(state: State, vendor: Id): Promise<void> {
  const record = await state.get('vendor', vendor);
  if (!record) throw new Refusal('UNKNOWN_VENDOR');
  if (!record.active) throw new Refusal('VENDOR_CLOSED');
}

/** The vendor's present day. Read by every order that writes to its boxes: sealing writes it, so the validator keeps a sealed day shut. */
export async function presentDay(state: State, vendor: Id): Promise<number> {
  const day = await state.get('day', vendor);
  if (!day) throw new Refusal('UNKNOWN_VENDOR');
  return day.number;
}

export interface Sale {
  charge: Id;
  vendor: Id;
  terminal: Id;
  account: Id;
  amount: Won;
}

/**
 * Judges the payer's side and books the sale. `judgePurse` looks at the purse before anything is taken and returns it
 * with what the way of paying changes in it (a charge's counter).
 * @throws ACCOUNT_CLOSED, ACCOUNT_SUSPENDED, LIMITED_CAP, INSUFFICIENT_FUNDS, NOT_TAKEN_HERE
 */
export async function bookSale(
  context: OrderContext<OrderType>,
  sale: Sale,
  account: Account,
  judgePurse: (purse: Purse) => Purse,
): Promise<ResultOf<'charge'>> {
  const { state, now, policy } = context;
  const day = await presentDay(state, sale.vendor);
  requireSpending(account);
  const { purse, programmes } = await foldHints(context, sale.account);
  const judged = withLimitedSpending(account, judgePurse(purse), sale.amount, policy);
  const takenHere = (programme: { vendors: Id[] | null }): boolean =>
    programme.vendors === null || programme.vendors.includes(sale.vendor);
  const { taken, left } = takeExactly(
    purse.lots,
    sale.amount,
    programmes,
    context.today,
    takenHere,
    'NOT_TAKEN_HERE',
  );

  // From here on the sale must succeed.
  const box = vendorBox(sale.vendor, day, context.spread);
  state.put('purse', [sale.account], { ...judged, lots: left });
  state.put('note', [box, `c.${sale.charge}`], {
    lots: taken,
    from: accountBox(sale.account),
    kind: 'charge',
    at: now,
  });
  context.post(pursePlace(sale.account), box, taken);
  const { charge, vendor, terminal, account: payer, amount } = sale;
  state.put('charge', [vendor, charge], {
    state: 'paid',
    digest: context.digest,
    day,
    terminal,
    account: payer,
    amount,
    lots: taken,
    at: now,
    refunded: zeroWon,
  });
  return { charge, vendor, terminal, day, account: payer, amount, lots: taken, at: now };
}

/** The first result of a sale that has committed, from its record. */
export async function committedSale(
  state: State,
  vendor: Id,
  charge: Id,
): Promise<{ digest: string; result: ResultOf<'charge'> } | 'void' | null> {
  const record = await state.get('charge', vendor, charge);
  if (!record) return null;
  if (record.state === 'void') return 'void';
  const { digest, terminal, day, account, amount, lots, at } = record;
  return { digest, result: { charge, vendor, terminal, day, account, amount, lots, at } };
}
