import {
  type Account,
  accountBox,
  type Charge,
  type Day,
  type Id,
  type OrderType,
  type Programme,
  type Purse,
  pursePlace,
  Refusal,
  type ResultOf,
  type SaleResult,
  type Terminal,
  vendorBox,
  type Won,
  zeroWon,
} from '@kumoh-pay/domain';
import { requireSpending } from './accounts.ts';
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
type Late = Pick<Extract<Charge, { state: 'paid' }>, 'takenAt' | 'bounced'> & {
  /** Of the terminal's order, when another one books the sale. */
  digest?: string;
  /** The day whose running programmes pay. */
  lotsOf: Day;
};

/** Whether the vendor takes a programme. */
export const takenBy =
  (vendor: Id) =>
  ({ vendors }: Pick<Programme, 'vendors'>): boolean =>
    vendors === null || vendors.includes(vendor);

/**
 * Judges the payer's status and balance and books the sale. `judgePurse` looks at the purse before anything is taken and
 * returns it with what the way of paying changes in it (a charge's counter, a limited key's sum). `late` is of a charge
 * that was taken offline: the days and records are the same, but it says when.
 * @throws ACCOUNT_CLOSED, ACCOUNT_SUSPENDED, INSUFFICIENT_FUNDS, NOT_TAKEN_HERE
 */
export async function bookSale(
  context: OrderContext<OrderType>,
  sale: Sale,
  account: Account,
  judgePurse: (purse: Purse) => Purse,
  late: Late = { lotsOf: context.today },
): Promise<SaleResult> {
  const { state, now } = context;
  const day = await presentDay(state, sale.vendor);
  requireSpending(account);
  const { purse, programmes } = await foldHints(context, sale.account);
  const judged = judgePurse(purse);
  const { taken, left } = takeExactly(
    purse.lots,
    sale.amount,
    programmes,
    late.lotsOf,
    takenBy(sale.vendor),
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
  const record: Charge = {
    state: 'paid',
    digest: late.digest ?? context.digest,
    day,
    terminal: sale.terminal,
    account: sale.account,
    amount: sale.amount,
    lots: taken,
    at: now,
    refunded: zeroWon,
    takenAt: late.takenAt,
    bounced: late.bounced,
  };
  state.put('charge', [sale.vendor, sale.charge], record);
  return saleResult(sale.vendor, sale.charge, record);
}

function saleResult(vendor: Id, charge: Id, record: Extract<Charge, { state: 'paid' }>): SaleResult {
  const { terminal, day, account, amount, lots, at, takenAt: taken } = record;
  return { charge, vendor, terminal, day, account, amount, lots, at, takenAt: taken };
}

/** The first result of a sale that has committed, from its record: of one that bounced and was presented again, that it bounced. */
export async function committedSale(
  state: State,
  vendor: Id,
  charge: Id,
): Promise<{ digest: string; result: ResultOf<'charge'> } | 'void' | null> {
  const record = await state.get('charge', vendor, charge);
  if (!record) return null;
  if (record.state === 'void') return 'void';
  const { digest, terminal, account, amount, takenAt: taken } = record;
  const bounced = record.state === 'bounced' ? record : record.bounced;
  if (bounced === undefined || taken === undefined) {
    if (record.state === 'bounced') throw new Error('a bounced charge was taken offline');
    return { digest, result: saleResult(vendor, charge, record) };
  }
  const { at, reason } = bounced;
  return {
    digest,
    result: { charge, vendor, terminal, account, amount, at, takenAt: taken, bounced: reason },
  };
}
