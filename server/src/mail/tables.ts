export interface MailTables {
  outbox: {
    id: string;
    state: 'waiting' | 'sending' | 'sent' | 'failed';
    /** Sealed with the server's key, since a letter may hold a code; gone once sent. */
    letter: Buffer | null;
    tries: number;
    next_at: number;
    created_at: number;
    sent_at: number | null;
  };
}
