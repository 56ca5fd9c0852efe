import { readFile } from 'node:fs/promises';
import { CommitError, type Contract, GatewayError } from '@hyperledger/fabric-gateway';
import { readConnectionFile } from '@kumoh-pay/fabric';
import { openPeerLine } from '@kumoh-pay/server/ledger/fabric-peer.ts';
import { fabricSigner } from '@kumoh-pay/server/ledger/fabric-signer.ts';
import { measure } from '../figures.ts';
import type { FabricFigure } from './figure.ts';
import type { BenchNetwork } from './network.ts';
import { processorBetween, processorOfAll } from './processes.ts';

const payers = 200;
const wonEach = '1000000';

/** The same lunch with a balance under one key a party and a transaction a payment, each tried once as people write it. */
export async function plainCharges(
  network: BenchNetwork,
  { count, inFlight }: { count: number; inFlight: number },
): Promise<FabricFigure> {
  const { contract, close } = await plainContract(network.connectionFile);
  try {
    const names = Array.from({ length: payers }, (_, place) => `member${place}`);
    const run = `${inFlight}-${count}`;
    const own = (name: string) => `${name}-${run}`;
    await contract.submitTransaction('open', [...names, 'vendor'].map(own).join(), wonEach);
    let failed = 0;
    const before = await processorOfAll(network.dataFolder);
    const figure = await measure(
      `payments, a balance a key, ${inFlight} in flight`,
      { count, inFlight },
      async (place) => {
        const payer = names[place % payers] ?? '';
        await contract.submitTransaction('pay', own(payer), own('vendor'), '10').catch((error: unknown) => {
          // Whoever writes it so hears of a conflict, or of a peer that took too long, and tries no second time.
          if (!(error instanceof GatewayError || error instanceof CommitError)) throw error;
          failed += 1;
        });
      },
    );
    const after = await processorOfAll(network.dataFolder);
    const paid = count - failed;
    return {
      ...figure,
      perSecond: figure.perSecond * (paid / count),
      processorMs: processorBetween(before, after) / Math.max(1, paid),
      failed,
      conflicts: failed,
      ordersPerCarrier: 1,
    };
  } finally {
    close();
  }
}

/** Over a line as the server's own, so that only the contract differs. */
async function plainContract(connectionFile: string): Promise<{ contract: Contract; close: () => void }> {
  const connection = await readConnectionFile(connectionFile);
  const [peer] = connection.peers;
  if (!peer) throw new Error('no peer to ask');
  const line = await openPeerLine(peer, connection, {
    mspId: connection.organisation,
    certificate: await readFile(connection.certificate),
    sign: fabricSigner(await readFile(connection.privateKey, 'utf8')),
  });
  const contract = line.network.getContract(connection.contract, 'plain-balances');
  return { contract, close: () => line.close() };
}
