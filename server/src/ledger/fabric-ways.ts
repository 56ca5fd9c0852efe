import type { FabricConnection } from '@kumoh-pay/fabric';
import { wordsOf } from './fabric-failure.ts';
import { type FabricIdentity, openPeerLine, type PeerLine } from './fabric-peer.ts';

/** The lines to all peers: our own organisation's, which we believe, and the others', which help out. */
export class FabricWays {
  readonly own: readonly PeerLine[];
  readonly others: readonly PeerLine[];

  private constructor(own: readonly PeerLine[], others: readonly PeerLine[]) {
    this.own = own;
    this.others = others;
  }

  static async open(connection: FabricConnection, identity: FabricIdentity): Promise<FabricWays> {
    const lines = await Promise.all(connection.peers.map((peer) => openPeerLine(peer, connection, identity)));
    const isOwn = ({ peer }: PeerLine) => peer.organisation === connection.organisation;
    const own = lines.filter(isOwn);
    if (own.length === 0) throw new Error(`The connection file names no peer of ${connection.organisation}.`);
    return new FabricWays(
      own,
      lines.filter((line) => !isOwn(line)),
    );
  }

  get all(): readonly PeerLine[] {
    return [...this.own, ...this.others];
  }

  /** The first that works, our own first. `final` tells a failure that every other peer would answer too. @throws the last failure */
  async first<T>(
    lines: readonly PeerLine[],
    work: (line: PeerLine) => Promise<T>,
    final: (error: unknown) => boolean = () => false,
  ): Promise<T> {
    const failures: unknown[] = [];
    for (const line of lines) {
      try {
        return await work(line);
      } catch (error) {
        if (final(error)) throw error;
        failures.push(error);
      }
    }
    const [only] = failures;
    if (failures.length === 1) throw only;
    throw new AggregateError(failures, failures.map(wordsOf).join(' | '));
  }

  close(): void {
    for (const line of this.all) line.close();
  }
}
