export interface OfficerTables {
  officer: {
    id: string;
    name: string;
    mail: string;
    password_hash: string;
    totp_sealed: Buffer;
    /** The last time step whose code was used, so that no code works twice. */
    totp_step: number;
    public_key: string;
    recovery_key: string;
    /** Asked for, separated by commas; what holds is ledger_officer. */
    roles: string;
    state: 'founding' | 'appointed' | 'active' | 'retired';
    created_at: number;
  };
  invitation: {
    token_hash: Buffer;
    /** `firstRun` is the one-time secret that the terminal prints. */
    purpose: 'firstRun' | 'founder' | 'officer' | 'reset';
    roles: string;
    officer: string | null;
    invited_by: string | null;
    expires_at: number;
    used_at: number | null;
  };
  bootstrap_order: { id: 1; order_text: string; signatures: string; done_at: number | null };
  /** Keys that an officer's new browser asks for; two other approvers decide. */
  key_request: { officer: string; key: string; recovery_key: string; asked_at: number };
}
