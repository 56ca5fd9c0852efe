import { createHash, randomBytes } from 'node:crypto';
import { dayMs, type Id, type OfficerRole, ok, type Result, refuse } from '@kumoh-pay/domain';
import { tellOffice } from '../approval/office-news.ts';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { tellEnded } from '../session/ended.ts';
import { endSessions } from '../session/session.ts';
import { officerPerson } from './person.ts';
import { type NewOfficer, newTotp, officerPassword, type TotpEnrolment, writeOfficer } from './register.ts';
import {
  findInvitation,
  findOfficer,
  type InvitationRow,
  insertInvitation,
  ledgerRoles,
  lockOfficer,
  updateOfficer,
  useInvitation,
} from './store.ts';

/** A link is handed over on the same day; over a weekend at most. */
const invitationLifetimeMs = 3 * dayMs;
type Purpose = InvitationRow['purpose'];

export const hashInvitation = (token: string): Buffer => createHash('sha256').update(token).digest();

/** @returns the token: only its hash is kept. */
export async function makeInvitation(
  db: Database,
  nowMs: number,
  {
    token = randomBytes(24).toString('base64url'),
    ...invitation
  }: {
    purpose: Purpose;
    roles: readonly OfficerRole[];
    officer?: string;
    invitedBy: string | null;
    token?: string;
  },
): Promise<string> {
  await insertInvitation(db, {
    token_hash: hashInvitation(token),
    purpose: invitation.purpose,
    roles: [...invitation.roles].sort().join(','),
    officer: invitation.officer ?? null,
    invited_by: invitation.invitedBy,
    expires_at: nowMs + invitationLifetimeMs,
    used_at: null,
  });
  return token;
}

/** The live invitation of this token. */
export async function openInvitation(
  db: Database,
  token: string,
  nowMs: number,
): Promise<InvitationRow | null> {
  const row = await findInvitation(db, hashInvitation(token));
  if (!row || row.used_at !== null || row.expires_at < nowMs) return null;
  return (await isInviterThere(db, row)) ? row : null;
}

/** An approver who was retired leaves no link behind by which anybody comes in. Founders are invited before there are any. */
async function isInviterThere(db: Database, { purpose, invited_by }: InvitationRow): Promise<boolean> {
  if (purpose !== 'officer' && purpose !== 'reset') return true;
  const inviter = invited_by === null ? null : await officerPerson(db, invited_by);
  return inviter?.roles.includes('approver') ?? false;
}

/** The link that an approver hands to whoever shall become an officer, or gets new sign-in means. The token rides behind #, which no server sees. */
export async function inviteOfficer(
  parts: ServerParts,
  approver: string,
  invitation: { roles: OfficerRole[] } | { officer: string },
): Promise<Result<{ link: string }>> {
  const { db, now } = parts;
  const reset = 'officer' in invitation ? await findOfficer(db, invitation.officer) : null;
  if (reset === undefined) return refuse('UNKNOWN_OFFICER');
  // What another approver resets is another's: nobody gets around the own authenticator.
  if (reset?.id === approver) return refuse('SECOND_OFFICER_NEEDED');
  const token = await transaction(db, async (tx) => {
    const roles = 'roles' in invitation ? invitation.roles : [];
    const purpose = reset ? 'reset' : 'officer';
    await noteAct(
      tx,
      {
        actor: `officer.${approver}`,
        act: 'inviteOfficer',
        subject: reset ? `officer.${reset.id}` : 'officer',
        after: { purpose, roles },
      },
      now(),
    );
    return makeInvitation(tx, now(), {
      purpose,
      roles,
      invitedBy: approver,
      ...(reset && { officer: reset.id }),
    });
  });
  return ok({ link: invitationLink(parts, token) });
}

/** Nobody has appointed them, so no order retires them: their place here ends, and every sign-in of theirs. */
export async function cancelInvitation(
  { db, now }: ServerParts,
  approver: Id,
  invited: Id,
): Promise<Result<null>> {
  const done = await transaction(db, async (tx) => {
    await lockOfficer(tx, invited);
    const row = await findOfficer(tx, invited);
    if (row?.state !== 'appointed' || (await ledgerRoles(tx, invited))) return refuse('UNKNOWN_OFFICER');
    await updateOfficer(tx, invited, { state: 'retired' });
    await endSessions(tx, 'officer', invited);
    const act = { actor: `officer.${approver}`, act: 'cancelInvitation', subject: `officer.${invited}` };
    await noteAct(tx, { ...act, before: { name: row.name, mail: row.mail, roles: row.roles } }, now());
    return ok(null);
  });
  if (done.ok) tellEnded(invited);
  tellOffice();
  return done;
}

export const invitationLink = (parts: Pick<ServerParts, 'addresses'>, token: string): string =>
  `${parts.addresses.console}/invitation#${token}`;

/** A founder's or a later officer's link, used once. */
export async function acceptInvitation(
  parts: ServerParts,
  token: string,
  officer: NewOfficer,
): Promise<Result<TotpEnrolment>> {
  const { db, now } = parts;
  const password = await officerPassword(parts, officer);
  if (!password.ok) return password;
  const joined = await transaction(db, async (tx) => {
    const row = await openInvitation(tx, token, now());
    if (!row || (row.purpose !== 'founder' && row.purpose !== 'officer')) return refuse('INVITATION_USED');
    const state = row.purpose === 'founder' ? 'founding' : 'appointed';
    const written = await writeOfficer(parts, tx, officer, {
      password_hash: password.value,
      roles: row.roles,
      state,
    });
    if (!written.ok) return written;
    if (!(await useInvitation(tx, row.token_hash, officer.id, now()))) return refuse('INVITATION_USED');
    await noteAct(
      tx,
      { actor: `officer.${officer.id}`, act: 'acceptInvitation', subject: `officer.${officer.id}` },
      now(),
    );
    return written;
  });
  if (joined.ok) tellOffice();
  return joined;
}

/** New password and authenticator for an officer whom an approver has sent a link; all sessions end. */
export async function acceptReset(
  parts: ServerParts,
  token: string,
  password: string,
): Promise<Result<TotpEnrolment>> {
  const { db, now } = parts;
  const row = await openInvitation(db, token, now());
  const officer =
    row?.purpose === 'reset' && row.officer !== null ? await findOfficer(db, row.officer) : undefined;
  if (!row || !officer) return refuse('INVITATION_USED');
  const hash = await officerPassword(parts, { mail: officer.mail, name: officer.name, password });
  if (!hash.ok) return hash;
  const { sealed, ...enrolment } = newTotp(parts, officer.mail);
  const reset = await transaction(db, async (tx) => {
    if (!(await useInvitation(tx, row.token_hash, officer.id, now()))) return refuse('INVITATION_USED');
    await updateOfficer(tx, officer.id, { password_hash: hash.value, totp_sealed: sealed, totp_step: 0 });
    await endSessions(tx, 'officer', officer.id);
    await noteAct(
      tx,
      { actor: `officer.${officer.id}`, act: 'resetSignIn', subject: `officer.${officer.id}` },
      now(),
    );
    return ok(enrolment);
  });
  if (reset.ok) tellEnded(officer.id);
  return reset;
}
