import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import type { AuditBlock } from './block-source.ts';
import type { Organisations } from './fabric-organisations.ts';
import { readEnvelope } from './fabric-transaction.ts';

/** What a block is made of, as the peer sent it. */
export interface FabricBlock {
  number: number;
  previousHash: Uint8Array;
  dataHash: Uint8Array;
  envelopes: Uint8Array[];
  metadata: Uint8Array[];
}

const notValidated = 254;
const beforeTheFirst = '0'.repeat(64);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Reads a block; its hashes are worked out from what is in it, by the audit's own code. */
export function readFabricBlock(
  block: FabricBlock,
  contract: string,
  organisations: Organisations,
): AuditBlock {
  const { number, envelopes, metadata } = block;
  const data = createHash('sha256').update(Buffer.concat(envelopes)).digest('hex');
  const codes = metadata[common.BlockMetadataIndex.TRANSACTIONS_FILTER] ?? new Uint8Array();
  const problems = [
    data === hex(block.dataHash) ? '' : 'its transactions do not have the data hash that it names',
    isSigned(block, organisations) ? '' : 'no orderer of the channel has signed it',
    codes.length === envelopes.length ? '' : 'it has not one verdict for each transaction',
  ].filter((problem) => problem !== '');
  return {
    number,
    previousHash: hex(block.previousHash) || beforeTheFirst,
    hash: headerHash(block),
    transactions: envelopes.map((envelope, index) =>
      readEnvelope(
        envelope,
        { block: number, index, code: codes[index] ?? notValidated },
        contract,
        organisations,
      ),
    ),
    problems,
  };
}

/**
 * Whether an orderer signed this header, by the configuration that was in force before the block. The first block is
 * signed by nobody: it is what the organisations agreed to begin with.
 */
function isSigned(block: FabricBlock, organisations: Organisations): boolean {
  if (block.number === 0) return true;
  const bytes = block.metadata[common.BlockMetadataIndex.SIGNATURES] ?? new Uint8Array();
  try {
    const metadata = common.Metadata.deserializeBinary(bytes);
    return metadata.getSignaturesList().some((one) => {
      const header = one.getSignatureHeader_asU8();
      const creator = common.SignatureHeader.deserializeBinary(header).getCreator_asU8();
      const signed = Buffer.concat([metadata.getValue_asU8(), header, headerBytes(block)]);
      return organisations.orderer(creator, signed, one.getSignature_asU8()) !== null;
    });
  } catch {
    return false; // Bytes that are no metadata hold no signature.
  }
}

const headerHash = (block: FabricBlock): string =>
  createHash('sha256').update(headerBytes(block)).digest('hex');

/** The header as ASN.1: SEQUENCE { INTEGER, OCTET STRING, OCTET STRING }. */
function headerBytes({ number, previousHash, dataHash }: FabricBlock): Buffer {
  const body = Buffer.concat([
    element(0x02, integer(number)),
    element(0x04, previousHash),
    element(0x04, dataHash),
  ]);
  return element(0x30, body);
}

function integer(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  const first = bytes.findIndex((byte, place) => byte !== 0 || place === 7);
  const high = (bytes[first] ?? 0) >= 0x80;
  return bytes.subarray(high ? first - 1 : first);
}

/** The whole header is shorter than 128 bytes, so that every length is one byte. */
function element(tag: number, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(tag, value.length), value]);
}
