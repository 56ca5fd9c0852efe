import { KumohPay } from '@kumoh-pay/chaincode';
import { journalEventName, readAnswerSchema } from '@kumoh-pay/domain';
import { type EmbeddedLedger, EndorseError, openEmbeddedLedger } from '@kumoh-pay/embedded-ledger';
import { EndorseFailed, type EndorseFailure, type Ledger, type LedgerBlock } from './ledger.ts';
import { ledgerName } from './ledger-name.ts';

export interface EmbeddedLedgerConfig {
  directory: string;
  /** On a second disk, where each block is written before it is answered. */
  mirrorDirectory?: string | undefined;
  now?: (() => number) | undefined;
}

/** The ledger of one machine: durable and in order, one operator, one trust domain. */
export async function openEmbedded(config: EmbeddedLedgerConfig): Promise<Ledger> {
  const name = await ledgerName(config.directory);
  const embedded = await openEmbeddedLedger({
    directory: config.directory,
    contract: KumohPay,
    channel: name,
    ...(config.now && { now: config.now }),
    ...(config.mirrorDirectory !== undefined && { mirrorDirectory: config.mirrorDirectory }),
  });
  return {
    name,
    endorse: async (carrier) => {
      try {
        return await embedded.endorse({ function: 'execute', args: [carrier] });
      } catch (error) {
        throw endorseFailed(error);
      }
    },
    submit: (bytes) => embedded.submit(bytes),
    commitStatus: (transactionId, waitMs) => embedded.commitStatus(transactionId, waitMs),
    read: async (query) => {
      const answer = await embedded.evaluate('read', [JSON.stringify(query)]);
      return readAnswerSchema.parse(JSON.parse(answer)).values;
    },
    events: (fromBlock, signal) => ledgerBlocks(embedded, fromBlock, signal),
    height: async () => embedded.height,
    // It is this process: while that answers, the ledger does.
    whyNotReady: async () => [],
    close: () => embedded.close(),
  };
}

const failures: Record<EndorseError['reason'], EndorseFailure> = {
  contract: 'carrier',
  limit: 'carrier',
  duplicate: 'mismatch',
  mismatch: 'mismatch',
  proposal: 'unavailable',
  ledger: 'unavailable',
};

function endorseFailed(error: unknown): EndorseFailed {
  const message = error instanceof Error ? error.message : String(error);
  const failure = error instanceof EndorseError ? failures[error.reason] : 'unavailable';
  return new EndorseFailed(failure, message, { cause: error });
}

async function* ledgerBlocks(
  ledger: EmbeddedLedger,
  fromBlock: number,
  signal: AbortSignal,
): AsyncIterable<LedgerBlock> {
  for await (const block of ledger.blocks(fromBlock, signal)) {
    const transactions = block.transactions.map(({ transactionId, code, event }, index) => {
      const valid = code === 'VALID';
      const journal = valid && event?.name === journalEventName ? event.payload : null;
      return { transactionId, index, valid, event: journal };
    });
    yield { block: block.number, hash: block.hash, transactions };
  }
}
