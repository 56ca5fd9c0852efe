/** Why the counter gives money back; the ledger holds no words. */
export const refundReasons = [
  'wrong-amount',
  'wrong-item',
  'returned',
  'charged-twice',
  'not-served',
  'other',
] as const;
export type RefundReason = (typeof refundReasons)[number];

/** What the counter knows of a charge, by vendor and id, beside the ledger. Records: a rebuild of the index leaves them alone. */
export interface CounterTables {
  counter_charge: { charge: string; vendor: string; terminal: string; staff: string; at: number };
  /** What was sold with a charge, at the price it was sold at; `item` is null for an amount typed beside the tiles. */
  basket_line: {
    vendor: string;
    charge: string;
    place: number;
    item: string | null;
    name: string;
    won: number;
    quantity: number;
  };
  /** What a vendor's manager sets for all of its terminals; `closing_minute` of the Seoul day, null: by hand. */
  counter_setting: { vendor: string; closing_minute: number | null; changed_at: number };
  refund_reason: {
    refund: string;
    charge: string;
    vendor: string;
    reason: RefundReason;
    staff: string;
    /** Whose PIN allowed it; null for a cashier's own undo. */
    manager: string | null;
    at: number;
  };
}
