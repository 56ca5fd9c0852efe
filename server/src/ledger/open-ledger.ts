import { type EmbeddedLedgerConfig, openEmbedded } from './embedded.ts';
import { type FabricLedgerConfig, openFabric } from './fabric.ts';
import type { Ledger } from './ledger.ts';

export type LedgerConfig =
  | ({ kind: 'embedded' } & Omit<EmbeddedLedgerConfig, 'now'>)
  | ({ kind: 'fabric' } & FabricLedgerConfig);

/** The one place where it is chosen which ledger is behind the port. `now` sets the embedded one's clock; peers have their own. */
export function openLedger(config: LedgerConfig, now: () => number): Promise<Ledger> {
  if (config.kind === 'fabric') return openFabric(config);
  const { directory, mirrorDirectory } = config;
  return openEmbedded({ directory, mirrorDirectory, now });
}
