import { wordsOf } from './fabric-failure.ts';
import type { PeerLine } from './fabric-peer.ts';
import type { FabricWays } from './fabric-ways.ts';

/** Organisations that must endorse, of all that there are (fabric/: any two of three). */
const endorsersNeeded = 2;

/** Which part of the network keeps orders from being committed, for /readyz. */
export class FabricReadiness {
  readonly #ways: FabricWays;
  #ordererFailure: string | null = null;

  constructor(ways: FabricWays) {
    this.#ways = ways;
  }

  /** The ordering service cannot be asked how it is by a client: how the last submission went is what is known. */
  async heardOfOrderer<T>(submission: Promise<T>): Promise<T> {
    try {
      const answer = await submission;
      this.#ordererFailure = null;
      return answer;
    } catch (error) {
      this.#ordererFailure = wordsOf(error);
      throw error;
    }
  }

  async reasons(): Promise<string[]> {
    const { own, others, all } = this.#ways;
    const answers = await Promise.all(all.map(answersTo((line) => line.height())));
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
    if (this.#ordererFailure !== null)
      reasons.push(`the ordering service did not take the last transaction: ${this.#ordererFailure}`);
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
  line.contract.evaluateTransaction('read', JSON.stringify({ records: [['policy']] }));
