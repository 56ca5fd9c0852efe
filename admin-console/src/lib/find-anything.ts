import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { names } from './names.svelte.ts';

/** Student numbers begin at four digits, but so do amounts: eight digits and more are a number, fewer an amount. */
const numberDigits = 8;

/** Where the search box leads: an amount to its transactions, a shop to its page, all else to the members. */
export async function findAnything(text: string): Promise<void> {
  const digits = text.replaceAll(/[\s,원]/g, '');
  if (/^\d+$/.test(digits) && digits.length < numberDigits)
    return goto(resolve(`/transactions?least=${digits}&most=${digits}`));
  await names.load();
  const shop = names.vendors.find(({ name }) => name.includes(text));
  if (shop && /\D/.test(text)) return goto(resolve('/vendors/[id]', { id: shop.id }));
  return goto(resolve(`/members?words=${encodeURIComponent(text)}`));
}
