/** Records of the wallet's door: a rebuild of the index leaves them alone. Amounts in won, times in Unix milliseconds. */
export interface WalletTables {
  /** What a member has named, after a shortfall, as the part that the vouchers pay; the rest is paid in another way. */
  part_payment: {
    vendor: string;
    refused_charge: string;
    account: string;
    amount: number;
    /** What the counter had asked for. */
    of_amount: number;
    /** The charge that took the part; null until the counter has charged it. */
    charge: string | null;
    at: number;
  };
  /** Which notices before a voucher's end were mailed: `days` before it. */
  ends_told: { account: string; programme: string; days: number; at: number };
}
