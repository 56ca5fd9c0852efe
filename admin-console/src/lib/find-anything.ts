import { seoulDay } from '@kumoh-pay/domain';
import { words } from '@kumoh-pay/ui';
import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { clock } from './line.ts';
import { names } from './names.svelte.ts';
import { readSearch } from './search-words.ts';

/** Where the search box leads: a shop to its page, a person to the members, all else to the transactions. */
export async function findAnything(text: string): Promise<void> {
  await names.load();
  const found = readSearch(text, {
    vendors: names.vendors,
    programmes: names.programmes,
    kinds: words().console.screens.transactions.kinds,
    today: seoulDay(clock.nowMs()),
  });
  const [[only, value] = [], ...more] = Object.entries(found);
  if (more.length === 0 && only === 'person')
    return goto(resolve(`/members?words=${encodeURIComponent(value ?? '')}`));
  if (more.length === 0 && only === 'vendor') return goto(resolve('/vendors/[id]', { id: value ?? '' }));
  return goto(resolve(`/transactions?${new URLSearchParams(found)}`));
}
