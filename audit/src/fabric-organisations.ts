import { createVerify, X509Certificate } from 'node:crypto';
import { common, msp } from '@hyperledger/fabric-protos';
import { isRevoked } from './revoked.ts';

/** What a certificate says that its holder is (Fabric's NodeOUs): peers endorse, clients propose. */
type Part = 'peer' | 'client' | 'admin' | 'orderer';

interface Holder {
  organisation: string;
  part: string | undefined;
  certificate: X509Certificate;
}

/** Certificates seen. Bounded: a network has fewer, and a stranger's block must not fill the memory. */
const holdersKept = 10_000;

/** Who belongs to which organisation, as the channel's own configuration blocks say it. */
export class Organisations {
  readonly #authorities = new Map<string, Authority>();
  /** Those of the ordering service, which signs blocks and endorses nothing. */
  readonly #ordering = new Map<string, Authority>();
  readonly #holders = new Map<string, Holder | null>();

  /** Takes over the configuration that a block of the chain brings. */
  configure(envelope: Uint8Array): void {
    const groups = common.ConfigEnvelope.deserializeBinary(envelope)
      .getConfig()
      ?.getChannelGroup()
      ?.getGroupsMap();
    const [application, orderer] = [groups?.get('Application'), groups?.get('Orderer')];
    if (!application || !orderer) return;
    this.#holders.clear();
    takeOver(this.#authorities, application);
    takeOver(this.#ordering, orderer);
  }

  get names(): string[] {
    return [...this.#authorities.keys()];
  }

  /** The organisation whose member signed the bytes, being of that part of it; null when nobody's signature it is. */
  signer(
    identity: Uint8Array,
    bytes: Uint8Array,
    signature: Uint8Array,
    parts: readonly Part[],
  ): string | null {
    const holder = this.#holder(identity);
    if (holder === null || !parts.some((part) => part === holder.part)) return null;
    const holds = createVerify('sha256').update(bytes).verify(holder.certificate.publicKey, signature);
    return holds ? holder.organisation : null;
  }

  /**
   * The ordering organisation one of whose orderers signed the bytes; null when none did. What peers ask of a block by the
   * channel's BlockValidation policy, any orderer's signature; consensus among traitors (BFT) would ask for a quorum.
   */
  orderer(identity: Uint8Array, bytes: Uint8Array, signature: Uint8Array): string | null {
    const holder = readHolder(identity, this.#ordering);
    if (holder?.part !== 'orderer') return null;
    return createVerify('sha256').update(bytes).verify(holder.certificate.publicKey, signature)
      ? holder.organisation
      : null;
  }

  #holder(identity: Uint8Array): Holder | null {
    const key = Buffer.from(identity).toString('base64');
    const known = this.#holders.get(key);
    if (known !== undefined) return known;
    if (this.#holders.size >= holdersKept) this.#holders.clear();
    const holder = readHolder(identity, this.#authorities);
    this.#holders.set(key, holder);
    return holder;
  }
}

/** Who vouches for an organisation's members, and its lists of those who are its members no more. */
interface Authority {
  certificates: X509Certificate[];
  revoked: Uint8Array[];
}
type Authorities = Map<string, Authority>;

/** Each organisation of a group of the configuration, with its authorities' certificates. */
function takeOver(authorities: Authorities, organisations: common.ConfigGroup): void {
  authorities.clear();
  organisations.getGroupsMap().forEach((group: common.ConfigGroup) => {
    const value = group.getValuesMap().get('MSP')?.getValue_asU8();
    const config = msp.FabricMSPConfig.deserializeBinary(
      msp.MSPConfig.deserializeBinary(value ?? new Uint8Array()).getConfig_asU8(),
    );
    const certificates = [...config.getRootCertsList_asU8(), ...config.getIntermediateCertsList_asU8()];
    authorities.set(config.getName(), {
      certificates: certificates.map((pem) => new X509Certificate(pem)),
      revoked: config.getRevocationListList_asU8(),
    });
  });
}

/**
 * Whose certificate it is. One that has run out still holds for what was ordered before: peers look at the time when a
 * transaction comes in, never when they validate a block.
 */
function readHolder(identity: Uint8Array, authorities: Authorities): Holder | null {
  try {
    const read = msp.SerializedIdentity.deserializeBinary(identity);
    const organisation = read.getMspid();
    const certificate = new X509Certificate(read.getIdBytes_asU8());
    const { certificates, revoked } = authorities.get(organisation) ?? { certificates: [], revoked: [] };
    const issuer = certificates.find(
      (authority) => certificate.checkIssued(authority) && certificate.verify(authority.publicKey),
    );
    const issued = issuer !== undefined && !isRevoked(certificate, issuer, revoked);
    const part = /^OU=(peer|client|admin|orderer)$/m.exec(certificate.subject)?.[1];
    return issued ? { organisation, part, certificate } : null;
  } catch {
    return null; // Bytes that are no identity are nobody's.
  }
}
