import type { Database } from '../db/index.ts';
import { findMember } from './store.ts';

/** Who a wallet's session belongs to. */
export interface MemberPerson {
  id: string;
  account: string;
  name: string;
}

/** Null for a member who may not sign in any more. */
export async function memberPerson(db: Database, id: string): Promise<MemberPerson | null> {
  const member = await findMember(db, id);
  return member?.state === 'active' ? { id, account: member.account, name: member.name } : null;
}
