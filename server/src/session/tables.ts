export const sessionKinds = ['member', 'terminal', 'staff', 'officer'] as const;
export type SessionKind = (typeof sessionKinds)[number];

export interface SessionTables {
  session: {
    /** SHA-256 of the token; the token itself is only in the browser's cookie. */
    token_hash: Buffer;
    /** What the session is called by when it is listed or ended. */
    handle: string;
    kind: SessionKind;
    subject: string;
    terminal: string | null;
    /** What the browser calls itself, for the list. */
    device: string;
    device_key: string | null;
    created_at: number;
    used_at: number;
    /** Slides with use, never beyond ends_at. */
    expires_at: number;
    ends_at: number;
    totp_at: number | null;
  };
}
