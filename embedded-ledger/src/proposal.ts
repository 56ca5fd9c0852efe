import { createHash, randomBytes } from 'node:crypto';
import { common, msp, peer } from '@hyperledger/fabric-protos';
import { timestampOf } from './timestamp.ts';

/** What is asked of the contract. `time` is Unix milliseconds. */
export type Proposal = { function: string; args: string[]; transactionId: string; time: number };

/**
 * The certificate that a contract's ClientIdentity insists on. Nobody can sign with it: its key was never kept. On the
 * embedded ledger there is one operator, and orders carry their own signatures.
 */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBpzCCAU2gAwIBAgIUYoL9v2JLIQ6SiK+B5igP4TunwlcwCgYIKoZIzj0EAwIw
KDEmMCQGA1UEAwwdZW1iZWRkZWQgbGVkZ2VyLCBvbmUgb3BlcmF0b3IwIBcNMjYx
MTIyMTYwNTQ2WhgPMjEyNjEwMjkxNjA1NDZaMCgxJjAkBgNVBAMMHWVtYmVkZGVk
IGxlZGdlciwgb25lIG9wZXJhdG9yMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE
ISVGiCTL013CvBm1oV5Hi7owjshcKp6yVlqrJ0R+G0kPW0QdnWADAlyOZGTL+SSm
2kdImKxwTHOINM07YsSLmKNTMFEwHQYDVR0OBBYEFDApq+8+Ve8JTD/SRz+SQsRH
heEGMB8GA1UdIwQYMBaAFDApq+8+Ve8JTD/SRz+SQsRHheEGMA8GA1UdEwEB/wQF
MAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAKD+ECdVrZLtlD6yzVRfSV68+5NM4Vlh
1QQmZtpHbxC9AiAkob5iC+eyGw1Ec3RFJCJK50tfMj7/zTR4rmyfwQIXgQ==
-----END CERTIFICATE-----
`;

/** Enough that two proposals never share a transaction id; Fabric's own length. */
const nonceBytes = 24;

/** The proposing client: its organisation's name and the certificate, as bytes that every proposal carries. */
export function creatorBytes(creator: string): Uint8Array {
  const identity = new msp.SerializedIdentity();
  identity.setMspid(creator);
  identity.setIdBytes(Buffer.from(certificate));
  return identity.serializeBinary();
}

/** Hex SHA-256 of nonce and creator, as Fabric has it. */
export function transactionIdOf(nonce: Uint8Array, creator: Uint8Array): string {
  return createHash('sha256').update(nonce).update(creator).digest('hex');
}

export function newNonce(): Uint8Array {
  return randomBytes(nonceBytes);
}

/** The proposal in the form in which a peer hands it to a chaincode. */
export function signedProposal(
  proposal: Proposal,
  channel: string,
  nonce: Uint8Array,
  creator: Uint8Array,
): { signed: peer.SignedProposal; input: Uint8Array } {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTimestamp(timestampOf(proposal.time));
  channelHeader.setChannelId(channel);
  channelHeader.setTxId(proposal.transactionId);
  const signatureHeader = new common.SignatureHeader();
  signatureHeader.setCreator(creator);
  signatureHeader.setNonce(nonce);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  header.setSignatureHeader(signatureHeader.serializeBinary());

  const input = new peer.ChaincodeInput();
  input.setArgsList([proposal.function, ...proposal.args].map((text) => Buffer.from(text)));
  const inputBytes = input.serializeBinary();
  const payload = new peer.ChaincodeProposalPayload();
  payload.setInput(inputBytes);
  const body = new peer.Proposal();
  body.setHeader(header.serializeBinary());
  body.setPayload(payload.serializeBinary());
  const signed = new peer.SignedProposal();
  signed.setProposalBytes(body.serializeBinary());
  return { signed, input: inputBytes };
}
