import { type OrderType, orderTypes } from '@kumoh-pay/domain';

const known: ReadonlySet<string> = new Set(orderTypes);
export const isOrderType = (text: string): text is OrderType => known.has(text);
