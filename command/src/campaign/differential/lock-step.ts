import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ContractClass,
  type EmbeddedLedger,
  EndorseError,
  openEmbeddedLedger,
} from '@kumoh-pay/embedded-ledger';
import { EndorseFailed } from '@kumoh-pay/server/ledger/ledger.ts';
import type { AnyDayNetwork } from './any-day-network.ts';
import type { Counts } from './counts.ts';
import { fabricOutcome, type LedgerOutcome } from './fabric-outcome.ts';
import { GivenProposals } from './given-proposal.ts';
import { MirroredBlocks } from './mirrored-blocks.ts';

/** One call of the contract, by its names on the two sides. */
export interface Call {
  embedded: string;
  fabric: string;
  args: string[];
}
export interface Happened {
  call: Call;
  /** The contract's answer, or null where it threw. */
  result: string | null;
  /** The first copy's verdict; null for what was never ordered. */
  code: string | null;
}
interface Endorsement {
  call: Call;
  transactionId: string;
  result: string;
  fabric: Uint8Array;
  embedded: Uint8Array;
}

/** A channel's ledger and an embedded one of the same name, given the same and asked for the same. @throws Different */
export class LockStep {
  readonly #fabric: GivenProposals;
  readonly #embedded: EmbeddedLedger;
  readonly #mirror: MirroredBlocks;
  readonly #connectionFile: string;
  readonly #folder: string;
  readonly #counts: Counts;
  readonly #clock: { now: number };

  private constructor(parts: {
    fabric: GivenProposals;
    embedded: EmbeddedLedger;
    mirror: MirroredBlocks;
    connectionFile: string;
    folder: string;
    counts: Counts;
    clock: { now: number };
  }) {
    this.#fabric = parts.fabric;
    this.#embedded = parts.embedded;
    this.#mirror = parts.mirror;
    this.#connectionFile = parts.connectionFile;
    this.#folder = parts.folder;
    this.#counts = parts.counts;
    this.#clock = parts.clock;
  }

  static async open(
    network: AnyDayNetwork,
    name: string,
    contract: ContractClass,
    counts: Counts,
  ): Promise<LockStep> {
    const files = await network.define(name);
    const fabric = await GivenProposals.open(files.coop);
    const folder = await mkdtemp(join(tmpdir(), 'kumoh-lock-step-'));
    const clock = { now: Date.now() };
    const embedded = await openEmbeddedLedger({
      directory: folder,
      contract,
      channel: fabric.channel,
      now: () => clock.now,
    });
    const connectionFile = files['student-union'];
    const mirror = await MirroredBlocks.open(fabric, embedded);
    return new LockStep({ fabric, embedded, mirror, connectionFile, folder, counts, clock });
  }

  get name(): string {
    return this.#fabric.channel;
  }
  /** For an audit by a witness, when it has ended. */
  get connectionFile(): string {
    return this.#connectionFile;
  }
  get now(): number {
    return this.#clock.now;
  }
  set now(time: number) {
    this.#clock.now = time;
  }

  /** All endorsed on one state of both, then ordered one after the other; those whose places are named, once more at the end. */
  async together(calls: readonly Call[], twice: readonly number[]): Promise<Happened[]> {
    const endorsements: (Endorsement | null)[] = [];
    for (const call of calls) endorsements.push(await this.#endorse(call));
    const first = endorsements.filter((one) => one !== null);
    const again = twice
      .map((place) => endorsements[place])
      .filter((one) => one !== null && one !== undefined);
    const copies = [...first, ...again];
    for (const one of copies) await this.#fabric.submit(one.fabric);
    await this.#mirror.follow(copies.length, new Map(first.map((one) => [one.transactionId, one.embedded])));
    const happened: Happened[] = [];
    for (const [place, call] of calls.entries()) {
      const one = endorsements[place];
      happened.push(one ? await this.#verdict(one) : { call, result: null, code: null });
    }
    return happened;
  }

  /** Of the committed state, on both. */
  async ask(call: Call): Promise<string> {
    const [fabric, embedded] = [
      await this.#fabric.evaluate(call.fabric, call.args, this.now),
      await this.#embedded.evaluate(call.embedded, call.args),
    ];
    same('a question’s answer', fabric, embedded);
    return embedded;
  }

  async #endorse(call: Call): Promise<Endorsement | null> {
    const outcome = await this.#fabric.endorse(call.fabric, call.args, this.now).catch((error: unknown) => {
      if (error instanceof EndorseFailed && error.failure === 'carrier') return error;
      throw error;
    });
    if (outcome instanceof EndorseFailed) return this.#bothThrow(call, outcome);
    const { transactionId, result, bytes } = outcome;
    const embedded = await this.#embedded.endorse({
      function: call.embedded,
      args: call.args,
      time: this.now,
      transactionId,
    });
    same(`the result of ${transactionId}`, result, embedded.result);
    return { call, transactionId, result, fabric: bytes, embedded: embedded.bytes };
  }

  async #bothThrow(call: Call, fabric: EndorseFailed): Promise<null> {
    const request = { function: call.embedded, args: call.args, time: this.now };
    const embedded = await this.#embedded.endorse(request).then(
      () => null,
      (error: unknown) => error,
    );
    if (!(embedded instanceof EndorseError) || !fabric.message.includes(embedded.message))
      throw new Different(`Fabric refused: ${fabric.message}; embedded: ${String(embedded)}`);
    this.#counts.thrown += 1;
    return null;
  }

  async #verdict({ call, transactionId, result }: Endorsement): Promise<Happened> {
    const embedded = await this.#embedded.commitStatus(transactionId);
    if (embedded === 'unknown') throw new Different(`${transactionId} has no verdict on the embedded ledger`);
    const fabric = await this.#fabric.verdict(transactionId);
    same(`the verdict on ${transactionId}`, fabric, embedded.code);
    return { call, result, code: fabric };
  }

  /** Compares all that happened, verdicts of second copies among it, and what both hold now. */
  async compare(): Promise<void> {
    const fabric = await fabricOutcome(this.#connectionFile);
    const embedded = await this.#embeddedOutcome();
    same('the verdicts', fabric.verdicts.join('\n'), embedded.verdicts.join('\n'));
    same('the journal', fabric.journal.join('\n'), embedded.journal.join('\n'));
    same('the digest over keys and values', fabric.digest, embedded.digest);
    for (const verdict of fabric.verdicts) this.#counts.verdict(verdict.split(' ')[1] ?? '');
    this.#counts.digests += 1;
  }

  async #embeddedOutcome(): Promise<LedgerOutcome> {
    const verdicts: string[] = [];
    const journal: string[] = [];
    const { height } = this.#embedded;
    for await (const block of this.#embedded.blocks(0)) {
      for (const { transactionId, code, event } of block.transactions) {
        verdicts.push(`${transactionId} ${code}`);
        if (code === 'VALID' && event) journal.push(`${event.name} ${event.payload}`);
      }
      if (block.number + 1 >= height) break;
    }
    return { verdicts, journal, digest: this.#embedded.stateDigest() };
  }

  async close(): Promise<void> {
    this.#mirror.close();
    this.#fabric.close();
    await this.#embedded.close();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

export class Different extends Error {
  override readonly name = 'Different';
}

/** How much of two long texts stands in the message, around where they part. */
const shownCharacters = 300;

function same(what: string, fabric: string, embedded: string): void {
  if (fabric === embedded) return;
  let at = 0;
  while (fabric[at] === embedded[at]) at += 1;
  const from = Math.max(0, at - shownCharacters / 2);
  const part = (text: string) => text.slice(from, from + shownCharacters);
  throw new Different(`${what} differs.\nFabric:   ${part(fabric)}\nembedded: ${part(embedded)}`);
}
