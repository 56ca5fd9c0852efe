import { createHash } from 'node:crypto';
import type { Network } from '@hyperledger/fabric-gateway';
import { common, peer } from '@hyperledger/fabric-protos';
import { journalEventName } from '@kumoh-pay/domain';
import type { LedgerBlock, LedgerTransaction } from './ledger.ts';

const codeNames = new Map<number, string>(
  Object.entries(peer.TxValidationCode).map(([name, code]) => [code, name]),
);

/** The peer's verdict by Fabric's name; a code that is newer than this list keeps its number. */
export const validationCodeName = (code: number): string => codeNames.get(code) ?? `CODE_${code}`;

type BlockStream = Awaited<ReturnType<Network['getBlockEvents']>>;
/** The gateway library's own block: it brings a later fabric-protos than the shim allows, so only its fields are used. */
export type GatewayBlock = BlockStream extends AsyncIterable<infer Block> ? Block : never;

/**
 * A peer's block as the server reads it. Every transaction counts, config updates and other contracts' too, so that
 * places are the peer's own; only ours have a journal.
 */
export function readFabricBlock(block: GatewayBlock, contract: string): LedgerBlock {
  const header = block.getHeader();
  if (!header) throw new Error('a block without a header');
  const codes = block.getMetadata()?.getMetadataList_asU8()[common.BlockMetadataIndex.TRANSACTIONS_FILTER];
  const envelopes = block.getData()?.getDataList_asU8() ?? [];
  return {
    block: header.getNumber(),
    hash: fabricBlockHash(
      header.getNumber(),
      header.getPreviousHash_asU8(),
      header.getDataHash_asU8(),
    ).toString('hex'),
    transactions: envelopes.map((envelope, index) =>
      readTransaction(envelope, index, codes?.[index] ?? peer.TxValidationCode.NOT_VALIDATED, contract),
    ),
  };
}

function readTransaction(
  envelope: Uint8Array,
  index: number,
  code: number,
  contract: string,
): LedgerTransaction {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(envelope).getPayload_asU8(),
  );
  const header = common.ChannelHeader.deserializeBinary(
    payload.getHeader()?.getChannelHeader_asU8() ?? new Uint8Array(),
  );
  const valid = code === peer.TxValidationCode.VALID;
  const ours = valid && header.getType() === common.HeaderType.ENDORSER_TRANSACTION;
  return {
    transactionId: header.getTxId(),
    index,
    valid,
    event: ours ? journalOf(payload.getData_asU8(), contract) : null,
  };
}

/** The event of the one action that a transaction has; null if it is not ours. */
function journalOf(data: Uint8Array, contract: string): string | null {
  const [action] = peer.Transaction.deserializeBinary(data).getActionsList();
  const endorsed = peer.ChaincodeActionPayload.deserializeBinary(
    action?.getPayload_asU8() ?? new Uint8Array(),
  ).getAction();
  const response = peer.ProposalResponsePayload.deserializeBinary(
    endorsed?.getProposalResponsePayload_asU8() ?? new Uint8Array(),
  );
  const done = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  if (done.getChaincodeId()?.getName() !== contract) return null;
  const event = peer.ChaincodeEvent.deserializeBinary(done.getEvents_asU8());
  if (event.getChaincodeId() !== contract || event.getEventName() !== journalEventName) return null;
  return Buffer.from(event.getPayload_asU8()).toString('utf8');
}

/** SHA-256 of the header in ASN.1: SEQUENCE { INTEGER number, OCTET STRING previous, OCTET STRING data } (protoutil/blockutils.go). */
export function fabricBlockHash(number: number, previousHash: Uint8Array, dataHash: Uint8Array): Buffer {
  const hex = number.toString(16);
  const digits = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const integer = (digits[0] ?? 0) < 0x80 ? digits : Buffer.concat([Buffer.from([0]), digits]);
  const body = Buffer.concat([der(0x02, integer), der(0x04, previousHash), der(0x04, dataHash)]);
  return createHash('sha256').update(der(0x30, body)).digest();
}

/** Everything in a header is shorter than 128 bytes, so its length is one byte. */
const der = (tag: number, value: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from([tag, value.length]), value]);
