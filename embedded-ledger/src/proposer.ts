import { canonicalJson } from './canonical-json.ts';
import type { Endorser, Outcome } from './endorser.ts';
import { sealEnvelope } from './envelope.ts';
import { EndorseError } from './errors.ts';
import type { Endorsed, LedgerParts, ProposalRequest } from './ledger-parts.ts';
import { proposalWindowMs } from './limits.ts';
import type { Proposal } from './proposal.ts';
import { creatorBytes, newNonce, signedProposal, transactionIdOf } from './proposal.ts';
import type { ReadWriteLock } from './read-write-lock.ts';
import { Simulation } from './simulation.ts';
import type { Snapshot } from './state.ts';

type Simulated = Outcome & ReturnType<Simulation['readWriteSet']>;
type Snapshots = { current: Snapshot; lagging: Snapshot | undefined };

/** Runs proposals through the endorsers. */
export class Proposer {
  readonly #parts: LedgerParts;
  readonly #lock: ReadWriteLock;
  readonly #snapshots: () => Snapshots;
  readonly #creator: Uint8Array;

  constructor(parts: LedgerParts, lock: ReadWriteLock, snapshots: () => Snapshots) {
    this.#parts = parts;
    this.#lock = lock;
    this.#snapshots = snapshots;
    this.#creator = creatorBytes(parts.creator);
  }

  async endorse(request: ProposalRequest): Promise<Endorsed> {
    const { proposal, nonce } = this.#propose(request);
    const { transactionId } = proposal;
    this.#checkTime(proposal);
    const [first, ...others] = await this.#simulate(proposal, nonce, this.#parts.endorsers);
    if (first === undefined) throw new EndorseError('there is no endorser', transactionId, 'ledger');
    const text = canonicalJson({ ...proposal, ...first, creator: this.#parts.creator });
    for (const other of others) {
      if (canonicalJson({ ...proposal, ...other, creator: this.#parts.creator }) === text) continue;
      throw new EndorseError('ProposalResponsePayloads do not match', transactionId, 'mismatch');
    }
    const organisations = this.#parts.endorsers.map((endorser) => endorser.organisation);
    const bytes = sealEnvelope(text, organisations, this.#parts.sealKey);
    const { transactionBytes } = this.#parts.limits;
    if (bytes.byteLength > transactionBytes) {
      throw new EndorseError(
        `the transaction has ${bytes.byteLength} bytes, more than ${transactionBytes}`,
        transactionId,
        'limit',
      );
    }
    return { transactionId, result: first.result, bytes };
  }

  async evaluate(functionName: string, args: string[]): Promise<string> {
    const { proposal, nonce } = this.#propose({ function: functionName, args });
    const [only] = await this.#simulate(proposal, nonce, this.#parts.endorsers.slice(0, 1));
    if (only === undefined) throw new EndorseError('there is no endorser', proposal.transactionId, 'ledger');
    return only.result;
  }

  #propose(request: ProposalRequest): { proposal: Proposal; nonce: Uint8Array } {
    const nonce = newNonce();
    const proposal = {
      // A lone surrogate has no bytes in UTF-8; the contract would see another text than the block keeps.
      args: request.args.map((text) => text.toWellFormed()),
      function: request.function.toWellFormed(),
      time: request.time ?? this.#parts.now(),
      transactionId: request.transactionId ?? transactionIdOf(nonce, this.#creator),
    };
    return { proposal, nonce };
  }

  /** The peer's TimeWindowCheck: it fails the proposal, before any contract runs, and never gives a result. */
  #checkTime({ time, transactionId }: Proposal): void {
    if (Math.abs(time - this.#parts.now()) <= proposalWindowMs) return;
    throw new EndorseError(
      `request unauthorized due to incorrect timestamp ${time}, peer time ${this.#parts.now()}`,
      transactionId,
      'proposal',
    );
  }

  /** All on one state: a commit waits until they are through. */
  async #simulate(
    proposal: Proposal,
    nonce: Uint8Array,
    endorsers: readonly Endorser[],
  ): Promise<Simulated[]> {
    const release = await this.#lock.read();
    try {
      const { current, lagging } = this.#snapshots();
      const id = proposal.transactionId;
      if (current.commitStatus(id) !== undefined) {
        throw new EndorseError(`duplicate transaction found [${id}]`, id, 'duplicate');
      }
      const { signed, input } = signedProposal(proposal, this.#parts.channel, nonce, this.#creator);
      const { limits } = this.#parts;
      const runs = endorsers.map(async (endorser, place) => {
        const late = lagging !== undefined && place > 0 && place === endorsers.length - 1;
        const simulation = new Simulation(id, late ? lagging : current, limits);
        const outcome = await endorser.simulate(simulation, signed, input, limits.executionMs);
        return { ...outcome, ...simulation.readWriteSet() };
      });
      // Every run is over before the lock is given back, also those that go on after another has failed.
      const settled = await Promise.allSettled(runs);
      return settled.map((run) => {
        if (run.status === 'rejected') throw run.reason;
        return run.value;
      });
    } finally {
      release();
    }
  }
}
