import { amountSchema } from '@kumoh-pay/domain';

/** The amount in a receive address, in won; null for none, and for anything that is no amount. */
export function readAmount(text: string | null): number | null {
  if (text === null || !/^[1-9][0-9]{0,9}$/.test(text)) return null;
  const amount = amountSchema.safeParse(Number(text));
  return amount.success ? amount.data : null;
}
