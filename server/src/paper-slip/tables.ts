/** declined: the member says that it is not theirs. withdrawn: the counter took it back; its number may be entered again. */
export type PaperSlipEnd = 'declined' | 'withdrawn';

/** Records: a rebuild of the index leaves them alone. Amounts in won, times in Unix milliseconds. */
export interface PaperSlipTables {
  paper_slip: {
    vendor: string;
    number: number;
    /** The charge that it becomes when the member pays the terminal's request. */
    charge: string;
    terminal: string;
    account: string;
    amount: number;
    /** Digits of the request code that the terminal has signed. */
    request: string;
    written_at: number;
    entered_at: number;
    expires_at: number;
    ended: PaperSlipEnd | null;
  };
  paper_slip_pad: { vendor: string; printed: number };
}
