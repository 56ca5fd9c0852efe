import type { Generated } from 'kysely';

export const memberStates = ['opening', 'active', 'waiting', 'left'] as const;
export type MemberState = (typeof memberStates)[number];

export interface MemberTables {
  member: {
    id: string;
    /** Null once the member has left: what remains is an account without a person. */
    student_number: string | null;
    name: string;
    mail: string | null;
    password_hash: string | null;
    account: string;
    state: MemberState;
    /** The key of the one phone that pays, as last registered through this server. */
    paying_key: string;
    has_recovery: number;
    code_cap: number;
    offline_allowed: number;
    /** Whether a mail is wanted before vouchers end. */
    ends_notice: Generated<number>;
    language: 'ko' | 'en';
    created_at: number;
  };
  /** Who has asked the office to close the wallet. */
  leaving: { member: string; account: string; asked_at: number };
  mailed_code: {
    attempt_hash: Buffer;
    purpose: 'signUp' | 'reset';
    student_number: string;
    name: string;
    mail: string;
    member: string | null;
    /** Null when no code was mailed, which the asker must not learn. */
    code_hash: Buffer | null;
    tries: number;
    expires_at: number;
    confirmed_at: number | null;
  };
}
