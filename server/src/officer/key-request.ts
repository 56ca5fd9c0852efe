import { type Id, ok, type PublicKey, type Result } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';

/** Keeps the keys that a new browser has made; they count once two other approvers have signed replaceOfficerKey. */
export function askForKey(
  { db, now }: ServerParts,
  officer: Id,
  { key, recoveryKey }: { key: PublicKey; recoveryKey: PublicKey },
): Promise<Result<null>> {
  const asked = { key, recovery_key: recoveryKey, asked_at: now() };
  return transaction(db, async (tx) => {
    await tx
      .insertInto('key_request')
      .values({ officer, ...asked })
      .onDuplicateKeyUpdate(asked)
      .execute();
    const [actor, subject] = [`officer.${officer}`, `officer.${officer}`];
    await noteAct(tx, { actor, act: 'askForKey', subject, after: { key } }, now());
    return ok(null);
  });
}

export async function keyRequests(db: Database) {
  const rows = await db
    .selectFrom('key_request')
    .select(['officer', 'key', 'recovery_key', 'asked_at'])
    .execute();
  return rows.map(({ recovery_key: recoveryKey, asked_at: askedAt, ...row }) => ({
    ...row,
    recoveryKey,
    askedAt,
  }));
}
