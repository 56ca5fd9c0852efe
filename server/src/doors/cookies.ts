import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../session/session.ts';
import type { SessionKind } from '../session/tables.ts';

/** Browsers send cookies to every port of a host, so each door's has a name of its own and no door reads another's. */
export const cookieNames: Record<SessionKind, string> = {
  member: '__Host-wallet',
  terminal: '__Host-counter',
  staff: '__Host-counter-staff',
  officer: '__Host-console',
};

const attributes = { path: '/', secure: true, httpOnly: true, sameSite: 'strict' } as const;
/** Lucia's tokens have 40 characters; nothing longer is looked up. */
const tokenPattern = /^[a-z0-9]{40}$/;

export function readToken(request: FastifyRequest, kind: SessionKind): string | null {
  const token = request.cookies[cookieNames[kind]];
  return token !== undefined && tokenPattern.test(token) ? token : null;
}

export function writeSessionCookie(reply: FastifyReply, kind: SessionKind, session: Session | null): void {
  if (session)
    reply.setCookie(cookieNames[kind], session.token, { ...attributes, expires: new Date(session.endsAt) });
  else reply.clearCookie(cookieNames[kind], attributes);
}
