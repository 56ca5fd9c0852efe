import { join } from 'node:path';
import type { LedgerConfig } from '@kumoh-pay/server/ledger/open-ledger.ts';
import { downNetwork, upNetwork } from '../fabric/network.ts';
import { networkFolder } from '../fabric/network-file.ts';
import { isThere } from '../root.ts';

/** The data folder's ledger for the time of some work. Of a Fabric network, what had to be started for it is stopped again. */
export async function withLedgerOf<T>(
  directory: string,
  work: (config: LedgerConfig) => Promise<T>,
): Promise<T> {
  if (!(await isThere(networkFolder(directory)))) {
    return work({ kind: 'embedded', directory: join(directory, 'ledger') });
  }
  const network = await upNetwork(directory);
  try {
    return await work({ kind: 'fabric', connectionFile: network.connectionFiles.coop });
  } finally {
    if (network.started.length > 0) await downNetwork(directory, network.started);
  }
}
