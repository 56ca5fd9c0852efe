import { createHash } from 'node:crypto';
import { type common, peer } from '@hyperledger/fabric-protos';
import type { Organisations } from './fabric-organisations.ts';

/** The contract's endorsement policy: any two of the three organisations. */
const endorsersNeeded = 2;

/** The parts of an ordered transaction that its signatures are about. */
export interface EndorsedParts {
  envelope: common.Envelope;
  channelHeader: Uint8Array;
  signatureHeader: common.SignatureHeader;
  signatureHeaderBytes: Uint8Array;
  transactionId: string;
  action: peer.ChaincodeActionPayload;
  /** It writes nothing of ours, so that another policy than ours is in force: a lifecycle approval needs its own organisation only. */
  elsewhere: boolean;
}

/**
 * Why peers had to refuse the transaction whatever it read: its id, its creator's signature, or that what two organisations' peers signed is
 * not this, for this proposal. Null when there is no such reason.
 */
export function whyNotEndorsed(parts: EndorsedParts, organisations: Organisations): string | null {
  const { envelope, signatureHeader, transactionId } = parts;
  const creator = signatureHeader.getCreator_asU8();
  const id = createHash('sha256').update(signatureHeader.getNonce_asU8()).update(creator).digest('hex');
  if (id !== transactionId) return 'its id is not that of its nonce and creator';
  const signed = organisations.signer(creator, envelope.getPayload_asU8(), envelope.getSignature_asU8(), [
    'client',
    'admin',
    'peer',
  ]);
  if (signed === null) return 'its creator’s signature does not hold';
  const endorsers = endorsersOf(parts, organisations);
  if (typeof endorsers === 'string') return endorsers;
  return parts.elsewhere || endorsers.size >= endorsersNeeded
    ? null
    : `it is endorsed by ${endorsers.size === 0 ? 'nobody' : [...endorsers].join(', ')}, and two organisations are needed`;
}

/** The organisations whose peers signed this outcome of this proposal; or what is wrong with all of it. */
function endorsersOf(parts: EndorsedParts, organisations: Organisations): Set<string> | string {
  const endorsed = parts.action.getAction();
  const outcome = endorsed?.getProposalResponsePayload_asU8() ?? new Uint8Array();
  const proposal = createHash('sha256')
    .update(parts.channelHeader)
    .update(parts.signatureHeaderBytes)
    .update(parts.action.getChaincodeProposalPayload_asU8())
    .digest();
  const named = peer.ProposalResponsePayload.deserializeBinary(outcome).getProposalHash_asU8();
  if (!proposal.equals(named)) return 'what was endorsed is the outcome of another proposal';
  const endorsers = new Set<string>();
  for (const one of endorsed?.getEndorsementsList() ?? []) {
    const endorser = one.getEndorser_asU8();
    const signed = Buffer.concat([outcome, endorser]);
    const organisation = organisations.signer(endorser, signed, one.getSignature_asU8(), ['peer']);
    if (organisation !== null) endorsers.add(organisation);
  }
  return endorsers;
}
