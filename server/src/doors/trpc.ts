import type { ErrorCode, OfficerRole } from '@kumoh-pay/domain';
import { minuteMs, secondMs } from '@kumoh-pay/domain';
import { initTRPC, TRPCError } from '@trpc/server';
import type { OfficerPerson } from '../officer/person.ts';
import type { StaffRole } from '../staff/tables.ts';
import type { CallContext, SignedIn } from './context.ts';

/** `largeBody`: lists of issue and revoke, up to 512 KiB instead of 64. */
export interface ProcedureMeta {
  largeBody?: boolean;
}

const t = initTRPC
  .context<CallContext>()
  .meta<ProcedureMeta>()
  .create({
    isDev: false,
    sse: {
      ping: { enabled: true, intervalMs: 2 * secondMs },
      client: { reconnectAfterInactivityMs: 5 * secondMs },
      // A stream outlives no session by more than this: the client comes back with its last id and is judged anew.
      maxDurationMs: 10 * minuteMs,
    },
    // Nothing internal leaves: a known refusal's code, the kind of a bad request, or the request's id and no more.
    errorFormatter: ({ shape, error, ctx }) => ({
      code: shape.code,
      message: outwardMessage(error),
      data: { code: error.code, httpStatus: shape.data.httpStatus, requestId: ctx?.requestId ?? null },
    }),
  });

const outwardMessage = (error: TRPCError): string =>
  error.code === 'INTERNAL_SERVER_ERROR'
    ? 'INTERNAL'
    : error.code === 'BAD_REQUEST'
      ? 'BAD_INPUT'
      : error instanceof CallRefused
        ? error.refusal
        : error.code;

/** A call that may not be made at all. What a call that was made answers no to is a value (`refuse`), not this. */
export class CallRefused extends TRPCError {
  readonly refusal: ErrorCode;
  constructor(code: 'UNAUTHORIZED' | 'FORBIDDEN' | 'TOO_MANY_REQUESTS', refusal: ErrorCode) {
    super({ code, message: refusal });
    this.refusal = refusal;
  }
}

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;
/** Anyone at this door. */
export const publicProcedure = t.procedure;

/** A signed-in member; `ctx.member` is who. */
export const memberProcedure = t.procedure.use(({ ctx, next }) => {
  if (ctx.door !== 'wallet' || !ctx.member) throw new CallRefused('UNAUTHORIZED', 'SIGN_IN_AGAIN');
  return next({ ctx: { member: ctx.member } });
});

/** A paired terminal, locked or not. */
export const terminalProcedure = t.procedure.use(({ ctx, next }) => {
  if (ctx.door !== 'counter' || !ctx.terminal) throw new CallRefused('UNAUTHORIZED', 'SIGN_IN_AGAIN');
  return next({ ctx: { terminal: ctx.terminal } });
});

/** Somebody of the vendor's staff who has unlocked this terminal; a manager may all that a cashier may. */
export const staffProcedure = (role: StaffRole) =>
  terminalProcedure.use(({ ctx, next }) => {
    const { staff, terminal } = ctx;
    if (!staff || staff.session.terminal !== terminal.id || staff.vendor !== terminal.vendor) {
      throw new CallRefused('UNAUTHORIZED', 'SIGN_IN_AGAIN');
    }
    if (role === 'manager' && staff.role !== 'manager') throw new CallRefused('FORBIDDEN', 'NOT_AUTHORISED');
    return next({ ctx: { staff } });
  });

/** Who is signed in at the console, appointed or not: an invited person waits, and sees nothing. */
export const registeredProcedure = t.procedure.use(({ ctx, next }) => {
  if (ctx.door !== 'console' || !ctx.officer) throw new CallRefused('UNAUTHORIZED', 'SIGN_IN_AGAIN');
  return next({ ctx: { officer: ctx.officer } });
});

/** A signed-in officer whom two approvers have appointed; with roles, one who holds any of them on the ledger. */
export const officerProcedure = (...roles: OfficerRole[]) =>
  registeredProcedure.use(({ ctx, next }) => {
    const { officer } = ctx;
    const mayAsk = roles.length === 0 || roles.some((role) => officer.roles.includes(role));
    if (!officer.isAppointed || !mayAsk) throw new CallRefused('FORBIDDEN', 'NOT_AUTHORISED');
    return next();
  });

/** How long a shown authenticator code counts for what moves money. */
export const totpGoodMs = 5 * minuteMs;

function requireFresh({ officer, now }: { officer: SignedIn<OfficerPerson>; now(): number }): void {
  const { totpAt } = officer.session;
  if (totpAt === null || totpAt < now() - totpGoodMs) throw new CallRefused('FORBIDDEN', 'TOTP_WRONG');
}

/** For what moves money: an officer who has shown the authenticator's code within the last five minutes. */
export const freshOfficerProcedure = (...roles: OfficerRole[]) =>
  officerProcedure(...roles).use(({ ctx, next }) => {
    requireFresh(ctx);
    return next();
  });
export const freshRegisteredProcedure = registeredProcedure.use(({ ctx, next }) => {
  requireFresh(ctx);
  return next();
});
