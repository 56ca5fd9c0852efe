import { goto } from '$app/navigation';
import { resolve } from '$app/paths';
import { page } from '$app/state';

/** What a filter says in the address; a link to the page shows the same rows. */
export const inAddress = (name: string): string => page.url.searchParams.get(name) ?? '';

type FilteredPlace = '/audit-log' | '/members' | '/transactions' | '/settlements';

/** Writes filters into the address without a step in the history. Empty ones are left out. */
export async function toAddress(place: FilteredPlace, filters: Record<string, string>): Promise<void> {
  const search = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
  await goto(resolve(`${place}?${search}`), { replace: true, reset: false });
}

/** Opens one of this app's own pages. */
export const visit = (address: string): Promise<void> => goto(resolve(address as '/'));
