export interface PayoutFileTables {
  /** The bank file of a batch, sealed: it names accounts and holders. Its hash is on the ledger. */
  payout_file: { batch: string; sealed: Buffer; created_at: number };
}
