export interface VendorTables {
  vendor: { id: string; name: string; place: string; mail: string | null; created_at: number };
  payee: {
    /** HMAC-SHA-256 of the bank account under its salt: what the ledger holds. */
    commitment: string;
    vendor: string;
    /** Bank account and salt, sealed with the server's bank-account key. */
    sealed: Buffer;
    created_at: number;
  };
}
