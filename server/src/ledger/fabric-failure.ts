import { GatewayError } from '@hyperledger/fabric-gateway';
import { EndorseFailed, type EndorseFailure } from './ledger.ts';

/** The contract ran and threw: peer, core/chaincode and endorser.go. A peer's own troubles have other words. */
const contractThrew = /chaincode response \d{3}, /;
/** Endorsers gave different answers, as peers a block apart do over a key just written: internal/pkg/gateway/endorsement.go. */
const endorsersDiffer = /ProposalResponsePayloads do not match/;
/** The id is on the ledger: core/endorser/endorser.go. A new proposal has another. */
const idIsUsed = /duplicate transaction found/;

/**
 * Why a proposal was not endorsed. The reason stands in each endorser's detail, not in the message. What is not known,
 * back-pressure ("too many requests") among it, is `unavailable`: it is tried again.
 */
export function endorseFailed(error: unknown): EndorseFailed {
  const words = wordsOf(error);
  return new EndorseFailed(failureOf(words), words, { cause: error });
}

function failureOf(words: string): EndorseFailure {
  if (endorsersDiffer.test(words) || idIsUsed.test(words)) return 'mismatch';
  return contractThrew.test(words) ? 'carrier' : 'unavailable';
}

/** All that a failure says, with who says it. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof GatewayError)) return error.message;
  const details = error.details.map(({ mspId, message }) => `${mspId}: ${message}`);
  return [error.message, ...details].join('; ');
}
