import { common, peer } from '@hyperledger/fabric-protos';
import type { AuditTransaction } from './block-source.ts';
import { whyNotEndorsed } from './fabric-endorsed.ts';
import type { Organisations } from './fabric-organisations.ts';
import { setsOf } from './fabric-sets.ts';

const none = new Uint8Array();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const codeNames = new Map<number, string>(
  Object.entries(peer.TxValidationCode).map(([name, code]) => [code, name]),
);

/** Every envelope of a block has its place in it, which is part of the versions that it writes. */
export interface Place {
  block: number;
  index: number;
  code: number;
}

/** Reads one envelope. Never throws: whoever may order transactions may order nonsense, and a peer marks it so. */
export function readEnvelope(
  bytes: Uint8Array,
  place: Place,
  contract: string,
  organisations: Organisations,
): AuditTransaction {
  const code = codeNames.get(place.code) ?? `CODE_${place.code}`;
  try {
    return { ...readKnown(bytes, place, contract, organisations), code };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const notRead = { ...empty, transactionId: `block ${place.block} place ${place.index}` };
    return { ...notRead, code, cannotBeValid: `it cannot be read: ${why}` };
  }
}

type Read = Omit<AuditTransaction, 'code'>;
const empty: Read = {
  transactionId: '',
  time: 0,
  function: '',
  args: [],
  result: '',
  reads: [],
  ranges: [],
  writes: [],
  event: null,
  cannotBeValid: null,
};

function readKnown(bytes: Uint8Array, place: Place, contract: string, organisations: Organisations): Read {
  const envelope = common.Envelope.deserializeBinary(bytes);
  const payload = common.Payload.deserializeBinary(envelope.getPayload_asU8());
  const channelHeaderBytes = payload.getHeader()?.getChannelHeader_asU8() ?? none;
  const channelHeader = common.ChannelHeader.deserializeBinary(channelHeaderBytes);
  const stamp = channelHeader.getTimestamp();
  const base: Read = {
    ...empty,
    transactionId: channelHeader.getTxId() || `block ${place.block} place ${place.index}`,
    time: stamp ? stamp.getSeconds() * 1_000 + Math.floor(stamp.getNanos() / 1_000_000) : 0,
  };
  if (channelHeader.getType() === common.HeaderType.CONFIG) {
    if (place.code === peer.TxValidationCode.VALID) organisations.configure(payload.getData_asU8());
    return { ...base, function: 'configuration', elsewhere: true };
  }
  if (channelHeader.getType() !== common.HeaderType.ENDORSER_TRANSACTION)
    return { ...base, cannotBeValid: `it is of the unknown type ${channelHeader.getType()}` };
  const [only, ...more] = peer.Transaction.deserializeBinary(payload.getData_asU8()).getActionsList();
  if (!only || more.length > 0) return { ...base, cannotBeValid: 'it has not exactly one action' };
  const action = peer.ChaincodeActionPayload.deserializeBinary(only.getPayload_asU8());
  const signatureHeaderBytes = payload.getHeader()?.getSignatureHeader_asU8() ?? none;
  const done = readAction(action, contract);
  const cannotBeValid = whyNotEndorsed(
    {
      envelope,
      channelHeader: channelHeaderBytes,
      signatureHeader: common.SignatureHeader.deserializeBinary(signatureHeaderBytes),
      signatureHeaderBytes,
      transactionId: channelHeader.getTxId(),
      action,
      elsewhere: done.elsewhere === true && done.writes.length === 0,
    },
    organisations,
  );
  return { ...base, ...done, cannotBeValid };
}

type Done = Pick<
  Read,
  'function' | 'args' | 'result' | 'reads' | 'ranges' | 'writes' | 'event' | 'elsewhere'
>;

function readAction(action: peer.ChaincodeActionPayload, contract: string): Done {
  const proposal = peer.ChaincodeProposalPayload.deserializeBinary(action.getChaincodeProposalPayload_asU8());
  const call = peer.ChaincodeInvocationSpec.deserializeBinary(proposal.getInput_asU8()).getChaincodeSpec();
  const response = peer.ProposalResponsePayload.deserializeBinary(
    action.getAction()?.getProposalResponsePayload_asU8() ?? none,
  );
  const done = peer.ChaincodeAction.deserializeBinary(response.getExtension_asU8());
  const called = done.getChaincodeId()?.getName() ?? '';
  const [name = '', ...args] = (call?.getInput()?.getArgsList_asU8() ?? []).map(text);
  const isOurs = called === contract && call?.getChaincodeId()?.getName() === contract;
  const event = peer.ChaincodeEvent.deserializeBinary(done.getEvents_asU8());
  return {
    // Another contract’s function of the same name is none of ours: what it wrote here has no explanation.
    function: isOurs ? name : `${called}/${name}`,
    args,
    elsewhere: !isOurs,
    result: text(done.getResponse()?.getPayload_asU8() ?? none),
    ...setsOf(done.getResults_asU8(), contract),
    event:
      isOurs && event.getEventName() !== ''
        ? { name: event.getEventName(), payload: text(event.getPayload_asU8()) }
        : null,
  };
}
