import { codeCapDefault, newId, ok, type Result, refuse, type SignedOrder } from '@kumoh-pay/domain';
import { type Database, isDuplicate, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { enrollerSignature } from '../enroller/enroller.ts';
import { isWeakPassword, memberPasswordMin } from '../password/password-rules.ts';
import { findRosterRow } from '../roster/store.ts';
import { type Session, startSession } from '../session/session.ts';
import { confirmedRequest } from './mailed-code.ts';
import {
  activateMember,
  deleteOpeningMember,
  findMember,
  findMemberByNumber,
  insertMember,
  type MailedCodeRow,
  type MemberRow,
  updateMember,
} from './store.ts';

export interface Opening {
  attempt: string;
  password: string;
  /** `openAccount`, signed by the phone's new key; the enroller's signature is added here. */
  signed: SignedOrder<'openAccount'>;
  device: string;
  language: 'ko' | 'en';
}

/**
 * The end of signing up: writes the member down, opens the account on the ledger, and only then lets the member in. The
 * same call may come again after a lost answer; `session` is null for one who waits for a registrar.
 */
export async function openWallet(
  parts: ServerParts,
  opening: Opening,
): Promise<Result<{ member: string; session: Session | null }>> {
  const { db, passwords, keys, money } = parts;
  const request = await confirmedRequest(parts, opening.attempt, 'signUp');
  if (!request) return refuse('CODE_WRONG', 'expired');
  if (
    isWeakPassword(opening.password, memberPasswordMin, [
      request.student_number,
      request.mail.split('@')[0] ?? '',
      request.name,
    ])
  ) {
    return refuse('PASSWORD_WEAK');
  }
  const passwordHash = await passwords.hash(opening.password);
  if (passwordHash === undefined) return refuse('TOO_MANY_TRIES', 'busy');
  const written = await writeDown(parts, request, opening, passwordHash);
  if (!written.ok) return written;
  const { order, signatures } = opening.signed;
  const signed = { order, signatures: [...signatures, enrollerSignature(keys, money.ledgerName, order)] };
  const answer = await money.submitOrder(signed);
  if (answer.state === 'unknown') return refuse('OUTCOME_UNKNOWN');
  if (answer.state !== 'committed') {
    await deleteOpeningMember(db, written.value, order.body.account);
    return answer.state === 'refused' ? refuse(answer.code, answer.detail) : refuse('ORDER_VOID');
  }
  return letIn(parts, request, opening, written.value);
}

/** The member's row, `opening`: found again when the order's outcome was not known. */
function writeDown(
  parts: ServerParts,
  request: MailedCodeRow,
  opening: Opening,
  passwordHash: string,
): Promise<Result<string>> {
  const { account, key, recoveryKey } = opening.signed.order.body;
  const fresh = {
    account,
    paying_key: key,
    has_recovery: recoveryKey === null ? 0 : 1,
    password_hash: passwordHash,
  };
  const write = () =>
    transaction(parts.db, async (tx): Promise<Result<string>> => {
      const there = await findMemberByNumber(tx, request.student_number);
      if (there && there.state !== 'opening' && there.account !== account) return refuse('MEMBER_EXISTS');
      if (there) {
        if (there.state === 'opening') await updateMember(tx, there.id, fresh);
        return ok(there.id);
      }
      const id = newId();
      await insertMember(tx, { ...newMember(request, opening, parts.now()), ...fresh, id });
      return ok(id);
    });
  // The same call may have come twice at once, and the other was first: its row is now there to be found.
  return write()
    .catch((error: unknown) => {
      if (isDuplicate(error)) return write();
      throw error;
    })
    .catch((error: unknown) => {
      if (isDuplicate(error)) return refuse('MEMBER_EXISTS');
      throw error;
    });
}

const newMember = (
  request: MailedCodeRow,
  opening: Opening,
  nowMs: number,
): Omit<MemberRow, 'id' | 'account' | 'paying_key' | 'has_recovery' | 'password_hash'> => ({
  student_number: request.student_number,
  name: request.name,
  mail: request.mail,
  state: 'opening',
  code_cap: codeCapDefault,
  offline_allowed: 0,
  ends_notice: 1,
  language: opening.language,
  created_at: nowMs,
});

async function letIn(
  parts: ServerParts,
  request: MailedCodeRow,
  opening: Opening,
  id: string,
): Promise<Result<{ member: string; session: Session | null }>> {
  const { key, account } = opening.signed.order.body;
  const state = await transaction(parts.db, async (tx: Database) => {
    const listed = await findRosterRow(tx, request.student_number);
    await activateMember(tx, id, account, listed ? 'active' : 'waiting');
    const member = await findMember(tx, id);
    return member?.account === account ? member.state : null;
  });
  if (state === null) return refuse('MEMBER_EXISTS');
  if (state !== 'active') return ok({ member: id, session: null });
  const session = await startSession(parts.db, {
    kind: 'member',
    subject: id,
    device: opening.device,
    deviceKey: key,
  });
  return ok({ member: id, session });
}
