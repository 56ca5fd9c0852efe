export interface TerminalTables {
  terminal: {
    id: string;
    vendor: string;
    name: string;
    state: 'paired' | 'retired';
    public_key: string;
    paired_at: number;
  };
  terminal_health: {
    terminal: string;
    heard_at: number;
    app_version: string;
    scan_p95_ms: number | null;
    clock_error_ms: number;
    queue_length: number;
    open_risk: number;
    camera: string;
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
