export interface TerminalTables {
  terminal: {
    id: string;
    vendor: string;
    name: string;
    state: 'paired' | 'retired';
    public_key: string;
    paired_at: number;
  };
  slip: {
    terminal: string;
    vendor: string;
    pairing_key: string;
    /** What the tablet is called in lists. */
    name: string;
    officer: string;
    signature: string;
    expires_at: number;
  };
}
