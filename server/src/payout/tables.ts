export interface PayoutFileTables {
  /** The bank file of a batch, sealed: it names accounts and holders. Which of a batch's files is meant says the ledger, by its hash. */
  payout_file: {
    batch: string;
    file_hash: string;
    /** Its columns, separated by commas, as the settings were. */
    bank_columns: string;
    sealed: Buffer;
    created_at: number;
  };
}
