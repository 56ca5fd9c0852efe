import { api } from './line.ts';
import { Loaded } from './loaded.svelte.ts';
import { names } from './names.svelte.ts';

/** Vendors whose day is open for longer than any day is: what they sold is settled with nobody. */
export class Unsealed {
  readonly page = new Loaded(async () => {
    const [unsealed] = await Promise.all([api.overview.unsealed.query(), names.load()]);
    return unsealed;
  });
}
