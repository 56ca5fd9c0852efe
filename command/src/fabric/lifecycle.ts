import { z } from 'zod';
import { retried } from './channel.ts';
import { administratorOf, ordererWords, peerWords } from './launch.ts';
import type { Deployed, NetworkFile } from './network-file.ts';
import { CONTRACT_NAME, ORGANISATIONS, type Organisation } from './organisations.ts';
import type { ContractPackage } from './package.ts';
import { type FabricPrograms, runTool } from './programs.ts';

/** Any two of the three: one alone writes nothing, and one that is down stops nobody. */
const ENDORSEMENT = "OutOf(2, 'Coop.peer', 'University.peer', 'StudentUnion.peer')";

/** So much of a bundle's digest stands as the version in the channel's definition, where everybody can read it. */
const VERSION_LENGTH = 16;

export type Packages = Record<Organisation['folder'], ContractPackage>;

const committedSchema = z.object({ sequence: z.int().positive(), version: z.string() });

/** One network as its administrators' tools see it. */
export class Lifecycle {
  readonly #programs: FabricPrograms;
  readonly #folder: string;
  readonly #network: NetworkFile;

  constructor(programs: FabricPrograms, folder: string, network: NetworkFile) {
    this.#programs = programs;
    this.#folder = folder;
    this.#network = network;
  }

  /** Each organisation installs its package, approves, and the definition is committed. What is done already is left. */
  async define(packages: Packages, digest: string): Promise<Deployed> {
    await Promise.all(ORGANISATIONS.map((one) => this.#install(one, packages[one.folder])));
    const version = digest.slice(0, VERSION_LENGTH);
    const committed = await this.#committed();
    const sequence = committed?.version === version ? committed.sequence : (committed?.sequence ?? 0) + 1;
    if (committed?.version !== version) {
      const definition = this.#definition(version, sequence);
      await Promise.all(
        ORGANISATIONS.map((one) => retried(() => this.#approve(one, packages[one.folder].id, definition))),
      );
      await retried(() => this.#commit(definition));
    }
    const ids = { coop: packages.coop.id, university: packages.university.id };
    return { digest, sequence, packages: { ...ids, 'student-union': packages['student-union'].id } };
  }

  async #install(one: Organisation, { id, path }: ContractPackage): Promise<void> {
    const installed = await this.#peer(one, ['queryinstalled', '-O', 'json']);
    if (installed.includes(`"${id}"`)) return;
    await this.#peer(one, ['install', path]);
  }

  /** What the channel names now; null before the first definition. */
  async #committed(): Promise<z.infer<typeof committedSchema> | null> {
    const all = await this.#peer(ORGANISATIONS[0], [
      'querycommitted',
      '-C',
      this.#network.channel,
      '-O',
      'json',
    ]);
    const { chaincode_definitions: found = [] } = z
      .object({ chaincode_definitions: z.array(committedSchema.extend({ name: z.string() })).optional() })
      .parse(JSON.parse(all));
    return found.find(({ name }) => name === CONTRACT_NAME) ?? null;
  }

  #definition(version: string, sequence: number): string[] {
    const policy = ['--signature-policy', ENDORSEMENT];
    return [
      ...['-C', this.#network.channel, '-n', CONTRACT_NAME, '-v', version, '--sequence', String(sequence)],
      ...policy,
      ...ordererWords(this.#folder, this.#network),
    ];
  }

  /** Approved once already by a run that broke off is as good. */
  async #approve(one: Organisation, packageId: string, definition: string[]): Promise<void> {
    try {
      await this.#peer(one, ['approveformyorg', '--package-id', packageId, ...definition]);
    } catch (error) {
      if (!String(error).includes('unchanged content')) throw error;
    }
  }

  async #commit(definition: string[]): Promise<void> {
    await this.#peer(ORGANISATIONS[0], ['commit', ...definition, ...peerWords(this.#folder, this.#network)]);
  }

  #peer(one: Organisation, words: string[]): Promise<string> {
    const administrator = administratorOf(this.#folder, this.#network, one);
    return runTool(this.#programs.peer, ['lifecycle', 'chaincode', ...words], administrator);
  }
}
