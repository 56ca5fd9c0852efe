import { wordsOf } from './fabric-failure.ts';
import { ordererSilence } from './fabric-orderer-probe.ts';
import type { PeerLine } from './fabric-peer.ts';
import type { FabricWays } from './fabric-ways.ts';

/** Organisations that must endorse, of all that there are (fabric/: any two of three). */
const endorsersNeeded = 2;
/** A part that is there answers within milliseconds; whoever asks for readiness is not kept waiting for one that is not. */
const answerMs = 2_000;
/** What was heard of the ordering service is good for so long; then it is asked, which leaves a line in its log. */
const ordererHeardMs = 3_000;

/** Which part of the network keeps orders from being committed, for /readyz. */
export class FabricReadiness {
  readonly #ways: FabricWays;
  readonly #channel: string;
  #ordererFailure: string | null = null;
  #ordererHeardAt = Number.NEGATIVE_INFINITY;

  constructor(ways: FabricWays, channel: string) {
    this.#ways = ways;
    this.#channel = channel;
  }

  /** How a submission went tells of the ordering service, too. */
  async heardOfOrderer<T>(submission: Promise<T>): Promise<T> {
    try {
      const answer = await submission;
      this.#heard(null);
      return answer;
    } catch (error) {
      this.#heard(wordsOf(error));
      throw error;
    }
  }

  #heard(failure: string | null): void {
    this.#ordererFailure = failure;
    this.#ordererHeardAt = performance.now();
  }

  /** Asks the ordering service by way of this peer, unless it was heard of just now. */
  async #askOrderer({ submitRaw }: PeerLine): Promise<void> {
    if (performance.now() - this.#ordererHeardAt < ordererHeardMs) return;
    this.#heard(await ordererSilence(submitRaw, this.#channel, answerMs));
  }

  async reasons(): Promise<string[]> {
    const { own, others, all } = this.#ways;
    const answers = await Promise.all(all.map(answersTo((line) => line.height(answerMs))));
    const up = all.filter((_, place) => answers[place]);
    const down = all.filter((line) => !up.includes(line)).map(({ peer }) => peer.name);
    const names = down.length > 0 ? ` (silent: ${down.join(', ')})` : '';
    const reasons: string[] = [];
    if (!own.some((line) => up.includes(line)))
      reasons.push(`no peer of our own organisation answers${names}`);
    if (others.length > 0 && new Set(up.map(({ peer }) => peer.organisation)).size < endorsersNeeded)
      reasons.push(`too few organisations can endorse${names}`);
    const [peer] = up;
    if (peer && !(await answersTo(askContract)(peer))) reasons.push('the contract does not answer');
    if (peer) await this.#askOrderer(peer);
    if (this.#ordererFailure !== null)
      reasons.push(`the ordering service takes no transaction: ${this.#ordererFailure}`);
    return reasons;
  }
}

const answersTo =
  (ask: (line: PeerLine) => Promise<unknown>) =>
  (line: PeerLine): Promise<boolean> =>
    ask(line).then(
      () => true,
      () => false,
    );

const askContract = (line: PeerLine) =>
  line.contract
    .newProposal('read', { arguments: [JSON.stringify({ records: [['policy']] })] })
    .evaluate({ deadline: Date.now() + answerMs });
