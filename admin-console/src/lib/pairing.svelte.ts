import { signBytes } from '@kumoh-pay/device/key.ts';
import { keyFromCode, newCode } from '@kumoh-pay/device/recovery-code.ts';
import { minuteMs, newId, slipBytes } from '@kumoh-pay/domain';
import { words } from '@kumoh-pay/ui';
import { api, clock } from './line.ts';
import { names } from './names.svelte.ts';
import { news } from './news.svelte.ts';
import { session } from './session.svelte.ts';
import { signedOnce } from './signed-once.ts';
import { done, signing } from './signing.svelte.ts';

/** The contract takes ten minutes at most (slipLifetimeMs); a little less, for clocks that differ. */
const slipMs = 9.5 * minuteMs;

/** A tablet is paired: the officer's key signs a slip that names the key of a code; the code goes by eye or camera. */
export class Pairing {
  open = $state(false);
  name = $state('');
  /** Shown once the slip lies at the server; never sent. */
  code = $state<string | null>(null);
  paired = $state(false);
  readonly vendor: string;

  constructor(vendor: string) {
    this.vendor = vendor;
  }

  begin = (): void => {
    this.name = '';
    this.code = null;
    this.paired = false;
    this.open = true;
  };

  makeCode = async (): Promise<void> => {
    const { me } = session;
    if (!me) return;
    const code = newCode();
    const terminal = newId();
    const say = words().console;
    const { vendor, name } = this;
    const pairingKey = keyFromCode(code, 'pairing').publicKey;
    const slipOf = signedOnce(async () => {
      const slip = { terminal, vendor, pairingKey, expires: clock.nowMs() + slipMs };
      return { slip, signature: await signBytes('officer', slipBytes(me.ledgerName, slip)) };
    });
    const signed = await signing.ask({
      title: say.orders.titles.slip,
      facts: [
        { label: say.orders.facts.vendor, value: names.vendor(vendor), strong: true },
        { label: say.screens.vendors.tillName, value: name },
      ],
      undo: say.orders.undo.slip,
      carryOut: async () => done(api.terminal.offer.mutate({ ...(await slipOf()), name })),
    });
    if (!signed) return;
    this.code = code;
    this.#waitFor(terminal);
  };

  /** The pairing is an order on the ledger, so its news tell when to look. */
  #waitFor(terminal: string): void {
    const end = news.listen(async () => {
      if (!this.open) end();
      if (!(await api.terminal.paired.query({ terminal }))) return;
      this.paired = true;
      end();
    });
  }
}
