import { gateway as messages } from '@hyperledger/fabric-protos';
import { Organisations } from '@kumoh-pay/audit/fabric-organisations.ts';
import { readEnvelope } from '@kumoh-pay/audit/fabric-transaction.ts';
import { carrierResultSchema } from '@kumoh-pay/domain';
import type { CampusLedger } from '../../../../chaincode/test/campus.ts';
import type { AnyDayNetwork } from './any-day-network.ts';
import { GivenProposals } from './given-proposal.ts';

/** A contract's name on the channel, and so an empty ledger, for a campus of the contract's tests. */
export class CampusOnFabric implements CampusLedger {
  readonly state = new Map<string, string>();
  readonly events: string[] = [];
  name: string;
  now: number;
  readonly #fabric: GivenProposals;

  private constructor(fabric: GivenProposals, now: number) {
    this.#fabric = fabric;
    this.name = fabric.channel;
    this.now = now;
  }

  static async open(network: AnyDayNetwork, contract: string, now: number): Promise<CampusOnFabric> {
    const { coop } = await network.define(contract);
    return new CampusOnFabric(await GivenProposals.open(coop), now);
  }

  /** Endorsed by two organisations, ordered, awaited. What would write nothing is not ordered, as the server does it. */
  async execute(carrier: string): Promise<string> {
    const { bytes, result, transactionId } = await this.#fabric.endorse('execute', [carrier], this.now);
    const { results } = carrierResultSchema.parse(JSON.parse(result));
    if (results.every((outcome) => !outcome.ok || outcome.repeat)) return result;
    await this.#fabric.submit(bytes);
    const verdict = await this.#fabric.verdict(transactionId);
    if (verdict !== 'VALID') throw new Error(`a carrier that travelled alone is ${verdict}`);
    this.#apply(bytes);
    return result;
  }

  /** The write set that was endorsed and is now valid. */
  #apply(bytes: Uint8Array): void {
    const envelope = messages.PreparedTransaction.deserializeBinary(bytes).getEnvelope();
    const place = { block: 0, index: 0, code: 0 };
    const ordered = envelope?.serializeBinary() ?? new Uint8Array();
    const { writes, event } = readEnvelope(ordered, place, this.#fabric.contract, new Organisations());
    for (const { key, value } of writes) {
      if (value === null) this.state.delete(key);
      else this.state.set(key, value);
    }
    if (event) this.events.push(event.payload);
  }

  close(): void {
    this.#fabric.close();
  }
}
