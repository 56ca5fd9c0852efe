import { join } from 'node:path';
import type { ServerConfig } from '@kumoh-pay/server';
import { readCampusFile } from '../demo/campus-file.ts';
import { networkFolder } from '../fabric/network-file.ts';
import { fabricPrograms } from '../fabric/programs.ts';
import { isThere } from '../root.ts';
import { StartRefused } from '../start-refused.ts';
import type { Parts } from './parts.ts';

const LEDGER_KINDS = ['embedded', 'fabric'] as const;
export type LedgerKind = (typeof LEDGER_KINDS)[number];

/** The kind of `--ledger`, refused in one line if it is none. */
export function readLedgerKind(text: string | boolean | undefined): LedgerKind {
  if (text === undefined) return 'embedded';
  const kind = LEDGER_KINDS.find((one) => one === text);
  if (kind === undefined)
    throw new StartRefused(`--ledger takes ${LEDGER_KINDS.join(' or ')}, not "${text}".`);
  return kind;
}

/** Before anything is built or started. A folder keeps the kind it was begun with: its index was read from that ledger. */
export async function checkLedger(folder: string, kind: LedgerKind): Promise<void> {
  if (kind === 'embedded') {
    if (await isThere(networkFolder(folder))) {
      throw otherKind(folder, 'a Fabric network', 'start it with --ledger fabric');
    }
    return;
  }
  if (await isThere(embeddedFolder(folder))) {
    throw otherKind(folder, 'an embedded ledger', 'start it without --ledger fabric');
  }
  await fabricPrograms();
}

/**
 * The ledger of a data folder, for the server. A Fabric network is brought up where none runs, and what was started of
 * it is added to `parts`.
 */
export async function openLedgerOf(
  folder: string,
  kind: LedgerKind,
  parts: Parts,
  progress: (line: string) => void,
): Promise<ServerConfig['ledger']> {
  if (kind === 'embedded') return { kind, directory: embeddedFolder(folder) };
  const { downNetwork, removeNetwork, upNetwork } = await import('../fabric/index.ts');
  // Half a campus cannot be cleared from a channel; its network, which nobody else has seen, can.
  if ((await readCampusFile(folder))?.state === 'seeding') await removeNetwork(folder);
  const network = await upNetwork(folder, progress);
  if (network.started.length > 0) {
    parts.add('the Fabric network', async () => void (await downNetwork(folder, network.started)));
  }
  return { kind, connectionFile: network.connectionFiles.coop };
}

const embeddedFolder = (folder: string): string => join(folder, 'ledger');

const otherKind = (folder: string, held: string, instead: string): StartRefused =>
  new StartRefused(`${folder} holds ${held}: ${instead}, or name another folder with --data DIR.`);
