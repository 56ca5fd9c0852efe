import { idSchema, ok, publicKeySchema, signatureSchema } from '@kumoh-pay/domain';
import { z } from 'zod';
import { submitByOfficer } from '../approval/officer-order.ts';
import { mailSchema, nameSchema, passwordSchema, signedInput, totpSchema } from '../doors/inputs.ts';
import {
  freshOfficerProcedure,
  freshRegisteredProcedure,
  officerProcedure,
  publicProcedure,
  registeredProcedure,
  router,
} from '../doors/trpc.ts';
import { listSessions, startSession } from '../session/session.ts';
import { beginFirstRun, bootstrapOrder, isFounded, signBootstrap } from './first-run.ts';
import {
  acceptInvitation,
  acceptReset,
  cancelInvitation,
  inviteOfficer,
  openInvitation,
} from './invitation.ts';
import { askForKey, keyRequests } from './key-request.ts';
import { readRoles } from './person.ts';
import { changeOfficerPassword, endOfficerSessions, officerSignIn, showTotp } from './sign-in.ts';
import { ledgerOfficers, listOfficerRows } from './store.ts';

const newOfficer = z.strictObject({
  id: idSchema,
  name: nameSchema,
  mail: mailSchema,
  password: passwordSchema,
  key: publicKeySchema,
  recoveryKey: publicKeySchema,
});
const token = z.string().regex(/^[\w-]{32}$/);
const officeRoles = z
  .array(z.enum(['approver', 'auditor', 'issuer', 'registrar']))
  .min(1)
  .max(4);

/** A founded ledger has none of it any more: each step answers LEDGER_NOT_EMPTY. */
export const firstRunRouter = router({
  state: publicProcedure.query(async ({ ctx }) => ({
    founded: await isFounded(ctx),
    founders: (await listOfficerRows(ctx.db)).filter((row) => row.state === 'founding').length,
    mark: ctx.config.mark,
    ledgerName: ctx.money.ledgerName,
    nowMs: ctx.now(),
  })),
  begin: publicProcedure
    .input(z.strictObject({ secret: idSchema, officer: newOfficer }))
    .mutation(async ({ ctx, input }) => {
      const begun = await beginFirstRun(ctx, input.secret, input.officer);
      if (begun.ok)
        ctx.setSession(
          'officer',
          await startSession(ctx.db, { kind: 'officer', subject: input.officer.id, device: ctx.device }),
        );
      return begun;
    }),
  order: registeredProcedure.query(({ ctx }) => bootstrapOrder(ctx)),
  sign: freshRegisteredProcedure
    .input(z.strictObject({ signature: signatureSchema }))
    .mutation(({ ctx, input }) => signBootstrap(ctx, ctx.officer.id, input.signature)),
});

export const invitationRouter = router({
  /** What a link is for; null when it was used or is too old. */
  read: publicProcedure.input(z.strictObject({ token })).query(async ({ ctx, input }) => {
    const row = await openInvitation(ctx.db, input.token, ctx.now());
    return row && { purpose: row.purpose, roles: readRoles(row.roles), expiresAt: row.expires_at };
  }),
  accept: publicProcedure
    .input(z.strictObject({ token, officer: newOfficer }))
    .mutation(async ({ ctx, input }) => {
      const accepted = await acceptInvitation(ctx, input.token, input.officer);
      if (accepted.ok)
        ctx.setSession(
          'officer',
          await startSession(ctx.db, { kind: 'officer', subject: input.officer.id, device: ctx.device }),
        );
      return accepted;
    }),
  acceptReset: publicProcedure
    .input(z.strictObject({ token, password: passwordSchema }))
    .mutation(({ ctx, input }) => acceptReset(ctx, input.token, input.password)),
  invite: freshOfficerProcedure('approver')
    .input(z.strictObject({ roles: officeRoles }))
    .mutation(({ ctx, input }) => inviteOfficer(ctx, ctx.officer.id, input)),
  inviteReset: freshOfficerProcedure('approver')
    .input(z.strictObject({ officer: idSchema }))
    .mutation(({ ctx, input }) => inviteOfficer(ctx, ctx.officer.id, input)),
  /** Somebody who has registered by a link, and whom nobody shall appoint. */
  cancel: freshOfficerProcedure('approver')
    .input(z.strictObject({ officer: idSchema }))
    .mutation(({ ctx, input }) => cancelInvitation(ctx, ctx.officer.id, input.officer)),
});

export const officerRouter = router({
  signIn: publicProcedure
    .input(z.strictObject({ mail: mailSchema, password: passwordSchema, totp: totpSchema }))
    .mutation(async ({ ctx, input }) => {
      const session = await officerSignIn(ctx, { ...input, device: ctx.device });
      if (!session.ok) return session;
      ctx.setSession('officer', session.value);
      return ok(null);
    }),
  signOut: registeredProcedure.mutation(async ({ ctx }) => {
    const ended = await endOfficerSessions(ctx, ctx.officer.session, 'own');
    ctx.setSession('officer', null);
    return ended;
  }),
  me: registeredProcedure.query(({ ctx }) => {
    const { id, name, mail, isAppointed, roles, session } = ctx.officer;
    return {
      id,
      name,
      mail,
      isAppointed,
      roles,
      totpAt: session.totpAt,
      ledgerName: ctx.money.ledgerName,
      mark: ctx.config.mark,
      nowMs: ctx.now(),
    };
  }),
  showTotp: registeredProcedure
    .input(z.strictObject({ totp: totpSchema }))
    .mutation(({ ctx, input }) => showTotp(ctx, ctx.officer.session, input.totp)),
  changePassword: officerProcedure()
    .input(z.strictObject({ password: passwordSchema, newPassword: passwordSchema }))
    .mutation(({ ctx, input }) => changeOfficerPassword(ctx, ctx.officer.session, input)),
  /** Everybody, with what the ledger says of each; one without a ledger record waits for two approvers' appointOfficer. */
  list: officerProcedure().query(async ({ ctx }) => {
    const [rows, ledger, asked] = await Promise.all([
      listOfficerRows(ctx.db),
      ledgerOfficers(ctx.db),
      keyRequests(ctx.db),
    ]);
    return rows.flatMap((row) => {
      const onLedger = ledger.find((one) => one.officer === row.id);
      // Invited, and the invitation was cancelled: nobody of the office.
      if (!onLedger && row.state === 'retired') return [];
      return {
        id: row.id,
        name: row.name,
        mail: row.mail,
        key: row.public_key,
        recoveryKey: row.recovery_key,
        rolesAskedFor: readRoles(row.roles),
        /** A new key that this officer's browser asks for, until the ledger has it. */
        asked: asked.find((one) => one.officer === row.id && one.key !== onLedger?.key) ?? null,
        ledger: onLedger
          ? { roles: readRoles(onLedger.roles), active: onLedger.active === 1, key: onLedger.key }
          : null,
      };
    });
  }),
  /** replaceOfficerKey by the own old key alone; the other ways need two, and wait in the approvals inbox. */
  replaceKey: officerProcedure()
    .input(z.strictObject({ signed: signedInput('replaceOfficerKey') }))
    .mutation(({ ctx, input }) => submitByOfficer(ctx, ctx.officer.id, input.signed)),
  /** A browser without the key asks two other approvers to put its new one on the ledger. */
  askForKey: officerProcedure()
    .input(z.strictObject({ key: publicKeySchema, recoveryKey: publicKeySchema }))
    .mutation(({ ctx, input }) => askForKey(ctx, ctx.officer.id, input)),
  sessions: officerProcedure().query(({ ctx }) => listSessions(ctx.db, ctx.officer.session)),
  endSession: officerProcedure()
    .input(z.strictObject({ handle: idSchema }))
    .mutation(({ ctx, input }) => endOfficerSessions(ctx, ctx.officer.session, input)),
  endOtherSessions: officerProcedure().mutation(({ ctx }) =>
    endOfficerSessions(ctx, ctx.officer.session, 'others'),
  ),
});
