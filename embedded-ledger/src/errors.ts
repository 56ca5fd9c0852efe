/**
 * Why a proposal was not endorsed. `contract`: the contract threw; `proposal`: the proposal itself (its time);
 * `duplicate`: its transaction id is on the ledger; `limit`: a limit of the peer; `mismatch`: endorsers disagree;
 * `ledger`: the ledger itself failed.
 */
export type EndorseFailure = 'contract' | 'proposal' | 'duplicate' | 'limit' | 'mismatch' | 'ledger';

/** Nothing was ordered. The message of a `contract` failure is the contract's own, unchanged. */
export class EndorseError extends Error {
  readonly transactionId: string;
  readonly reason: EndorseFailure;

  constructor(message: string, transactionId: string, reason: EndorseFailure, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EndorseError';
    this.transactionId = transactionId;
    this.reason = reason;
  }
}

/** The ledger on disk is shorter than it was, or differs: a person must decide before anything is written to it. */
export class LedgerDamaged extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LedgerDamaged';
  }
}

/** Another process, or another ledger in this one, has the directory open. */
export class LedgerInUse extends Error {
  constructor(directory: string, options?: ErrorOptions) {
    super(`The ledger in ${directory} is in use by another Kumoh Pay; stop that one first.`, options);
    this.name = 'LedgerInUse';
  }
}

/** The ledger is closed, or stopped because a block could not be written; what was answered before is safe. */
export class LedgerStopped extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'LedgerStopped';
  }
}
