import { type Id, resultSchemas } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { CounterEvent } from '../live/live.ts';
import { type DayLine, dayLine } from './days.ts';
import { chargeAnswer, type PaidSale } from './sale-answer.ts';

/** What a counter is told the moment it is so. */
export type CounterNews =
  | { is: 'sale'; sale: PaidSale }
  | { is: 'refund'; charge: Id; amount: number; refunded: number; at: number }
  | { is: 'day'; day: DayLine }
  /** A payer disputes a charge, or a dispute has changed: `dispute.list` has it. */
  | { is: 'dispute'; dispute: Id; charge: Id }
  /** After a shortfall the payer names what the vouchers are to pay of `of` won; `charge` is the one that was refused. */
  | { is: 'part'; charge: Id; amount: number; of: number; at: number }
  /** A paper slip was entered, withdrawn or declined: `paperSlip.list` has it. */
  | { is: 'paperSlip'; charge: Id }
  /** The vendor's record or its terminals changed: what is shown of them is to be read again. */
  | { is: 'vendor' };

export async function counterNews(
  db: Database,
  vendor: Id,
  event: CounterEvent,
): Promise<CounterNews | null> {
  if ('message' in event) {
    const { message, at } = event;
    // That is the wallets'.
    if (message.is === 'banner') return null;
    return message.is === 'part' ? { ...message, at } : message;
  }
  const { type, result } = event;
  switch (type) {
    case 'charge':
    case 'pay':
    case 'presentCharge': {
      const sale = await chargeAnswer(db, result);
      return sale.ok ? { is: 'sale', sale: sale.value } : null;
    }
    case 'refund': {
      const { charge, amount, refunded, at } = resultSchemas.refund.parse(result);
      return { is: 'refund', charge, amount, refunded, at };
    }
    case 'sealDay':
    case 'countDay':
    case 'approveSettlement':
    case 'rejectSettlement': {
      const { day, settlement } = resultSchemas[type].parse(result);
      return { is: 'day', day: dayLine(day, settlement) };
    }
    case 'preparePayout':
    case 'cancelPayout':
    case 'recordPayout': {
      const own = resultSchemas[type].parse(result).settlements.find((settled) => settled.vendor === vendor);
      return own ? { is: 'day', day: dayLine(own.day, own.settlement) } : null;
    }
    case 'registerVendor':
    case 'changeVendor':
    case 'pairTerminal':
    case 'retireTerminal':
      return { is: 'vendor' };
    default:
      return null;
  }
}
