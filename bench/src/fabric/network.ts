import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { downNetwork, ORGANISATIONS, upNetwork } from '@kumoh-pay/command/fabric/index.ts';
import { runOtherContract } from '@kumoh-pay/command/fabric/other-contract.ts';
import type { Ledger } from '@kumoh-pay/server/ledger/ledger.ts';
import { openLedger } from '@kumoh-pay/server/ledger/open-ledger.ts';

export interface BenchNetwork {
  dataFolder: string;
  connectionFile: string;
  ledger: Ledger;
  /** From nothing until an order would be endorsed by two organisations. */
  upMs: number;
}

/** A network of three organisations in a folder of its own, taken down and away afterwards. */
export async function withNetwork<T>(work: (network: BenchNetwork) => Promise<T>): Promise<T> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'kumoh-bench-'));
  try {
    const start = performance.now();
    const { connectionFiles } = await upNetwork(dataFolder);
    const upMs = performance.now() - start;
    const entry = join(import.meta.dirname, 'service.ts');
    for (const { folder } of ORGANISATIONS) await runOtherContract(dataFolder, folder, entry);
    const connectionFile = connectionFiles.coop;
    const ledger = await openLedger({ kind: 'fabric', connectionFile }, Date.now);
    try {
      return await work({ dataFolder, connectionFile, ledger, upMs });
    } finally {
      await ledger.close();
    }
  } finally {
    await downNetwork(dataFolder);
    await rm(dataFolder, { recursive: true, force: true });
  }
}
