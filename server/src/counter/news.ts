import { type Id, resultSchemas } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { JournalEvent } from '../live/live.ts';
import { type DayLine, dayLine } from './days.ts';
import { type PaidSale, paidSale } from './sale-answer.ts';

/** What a counter is told the moment it is so. */
export type CounterNews =
  | { is: 'sale'; sale: PaidSale }
  | { is: 'refund'; charge: Id; amount: number; refunded: number; at: number }
  | { is: 'day'; day: DayLine }
  /** The vendor's record or its terminals changed: what is shown of them is to be read again. */
  | { is: 'vendor' };

export async function counterNews(
  db: Database,
  vendor: Id,
  { type, result }: JournalEvent,
): Promise<CounterNews | null> {
  switch (type) {
    case 'charge':
    case 'pay':
      return { is: 'sale', sale: await paidSale(db, resultSchemas.charge.parse(result)) };
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
