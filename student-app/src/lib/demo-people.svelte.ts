import { api } from './line.ts';
import type { DemoPerson } from './sign-in.svelte.ts';

/** As many as fill a phone's screen; the others sign in by hand. */
const shownAtMost = 12;

/** Whom the sign-in page fills in for on a demo campus. */
export class DemoPeople {
  list = $state.raw<readonly DemoPerson[]>([]);

  async load(): Promise<void> {
    // Without an answer there is nobody to choose, and the form is there for everybody.
    this.list = (await api.demo.people.query().catch(() => [])).slice(0, shownAtMost);
  }
}
