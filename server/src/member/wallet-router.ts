import { amountSchema, codeCapMax, ok, publicKeySchema, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import {
  attemptSchema,
  languageSchema,
  mailedCodeSchema,
  mailSchema,
  nameSchema,
  orderInput,
  passwordSchema,
  signaturesInput,
  signedInput,
  studentNumberSchema,
} from '../doors/inputs.ts';
import { memberProcedure, publicProcedure, router } from '../doors/trpc.ts';
import { readSettings } from '../settings/settings.ts';
import { offlineLeave } from './certificate.ts';
import { freeze, readAccount, replaceKey, submitHolderOrder } from './key.ts';
import { askToLeave, leavingSince, stay } from './leave.ts';
import { confirmCode } from './mailed-code.ts';
import { openWallet } from './open-wallet.ts';
import { ownData } from './own-data.ts';
import { changePassword, finishReset, startReset } from './password.ts';
import { provenMember, signIn } from './sign-in.ts';
import { startSignUp } from './sign-up.ts';
import { findMember, updateMember } from './store.ts';

const credentials = { studentNumber: studentNumberSchema, password: passwordSchema };
const confirm = publicProcedure
  .input(z.strictObject({ attempt: attemptSchema, code: mailedCodeSchema }))
  .mutation(({ ctx, input }) => confirmCode(ctx, input.attempt, input.code));

export const signUpRouter = router({
  start: publicProcedure
    .input(z.strictObject({ studentNumber: studentNumberSchema, name: nameSchema, mail: mailSchema }))
    .mutation(({ ctx, input }) => startSignUp(ctx, input)),
  confirm,
  finish: publicProcedure
    .input(
      z.strictObject({
        attempt: attemptSchema,
        password: passwordSchema,
        signed: signedInput('openAccount'),
        language: languageSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const opened = await openWallet(ctx, { ...input, device: ctx.device });
      if (!opened.ok) return opened;
      const { member, session } = opened.value;
      if (session) ctx.setSession('member', session);
      return ok({ member, waiting: session === null });
    }),
});

export const passwordRouter = router({
  startReset: publicProcedure
    .input(z.strictObject({ studentNumber: studentNumberSchema, mail: mailSchema }))
    .mutation(({ ctx, input }) => startReset(ctx, input)),
  confirmReset: confirm,
  finishReset: publicProcedure
    .input(z.strictObject({ attempt: attemptSchema, password: passwordSchema }))
    .mutation(({ ctx, input }) => finishReset(ctx, input)),
  change: memberProcedure
    .input(z.strictObject({ password: passwordSchema, newPassword: passwordSchema }))
    .mutation(({ ctx, input }) => changePassword(ctx, ctx.member.session, input)),
});

export const memberRouter = router({
  /** What any wallet page needs before anyone has signed in. */
  about: publicProcedure.query(async ({ ctx }) => ({
    outageBanner: (await readSettings(ctx.db)).outageBanner,
    ledgerName: ctx.money.ledgerName,
    mark: ctx.config.mark,
    walletAddress: ctx.addresses.wallet,
    enroller: { id: ctx.keys.enroller.id, key: ctx.keys.enroller.publicKey },
    nowMs: ctx.now(),
  })),
  signIn: publicProcedure
    .input(z.strictObject({ ...credentials, deviceKey: publicKeySchema.optional() }))
    .mutation(async ({ ctx, input }) => {
      const session = await signIn(ctx, { ...input, device: ctx.device });
      if (!session.ok) return session;
      ctx.setSession('member', session.value);
      return ok(null);
    }),
  /** Who is signed in, and the account as the ledger has it. */
  me: memberProcedure.query(async ({ ctx }) => {
    const [row, account] = await Promise.all([
      findMember(ctx.db, ctx.member.id),
      readAccount(ctx, ctx.member.account),
    ]);
    if (!row) throw new Error('a signed-in member has no row');
    return {
      id: row.id,
      account: row.account,
      studentNumber: row.student_number,
      name: row.name,
      mail: row.mail,
      codeCap: row.code_cap,
      offlineAllowed: row.offline_allowed === 1,
      endsNotice: row.ends_notice === 1,
      leavingSince: await leavingSince(ctx.db, row.id),
      language: row.language,
      deviceKey: ctx.member.session.deviceKey,
      ledger: account && {
        key: account.key,
        confirmedKey: account.confirmedKey,
        hasRecovery: account.recoveryKey !== null,
        limited: account.limited,
        status: account.status,
        suspendedBy: account.suspendedBy,
      },
    };
  }),
  savePreferences: memberProcedure
    .input(
      z.strictObject({
        codeCap: amountSchema.max(codeCapMax).optional(),
        offlineAllowed: z.boolean().optional(),
        endsNotice: z.boolean().optional(),
        language: languageSchema.optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      const { codeCap, offlineAllowed, endsNotice, language } = input;
      await updateMember(ctx.db, ctx.member.id, {
        ...(codeCap !== undefined && { code_cap: codeCap }),
        ...(offlineAllowed !== undefined && { offline_allowed: offlineAllowed ? 1 : 0 }),
        ...(endsNotice !== undefined && { ends_notice: endsNotice ? 1 : 0 }),
        ...(language !== undefined && { language }),
      });
      return ok(null);
    }),
  /** For codes that may be taken with no network: a certificate for a week at most. */
  offlineLeave: memberProcedure.query(({ ctx }) => offlineLeave(ctx, ctx.member)),
  /** Everything that is kept about whoever asks. */
  ownData: memberProcedure.query(({ ctx }) => ownData(ctx, ctx.member)),
  leave: memberProcedure
    .input(z.strictObject({ password: passwordSchema }))
    .mutation(({ ctx, input }) => askToLeave(ctx, ctx.member, input.password)),
  stay: memberProcedure.mutation(({ ctx }) => stay(ctx.db, ctx.member.id)),
});

/** The paying phone's key and what protects it. */
export const keyRouter = router({
  /** With neither the confirmed nor the recovery key's signature the password is asked for again. */
  replace: memberProcedure
    .input(
      z.strictObject({
        order: orderInput('replaceKey'),
        signatures: signaturesInput(0),
        password: passwordSchema.optional(),
      }),
    )
    .mutation(async ({ ctx, input }) => {
      if (input.signatures.length === 0) {
        const row = await findMember(ctx.db, ctx.member.id);
        const proven = await provenMember(ctx, row?.student_number ?? '', input.password ?? '');
        if (!proven.ok) return proven;
      }
      return replaceKey(ctx, ctx.member, input);
    }),
  /** confirmKey, keepKey, setRecoveryKey, suspendAccount, resumeAccount: signed by the holder. */
  submit: memberProcedure
    .input(
      z.strictObject({
        order: z.discriminatedUnion('type', [
          orderInput('confirmKey'),
          orderInput('keepKey'),
          orderInput('setRecoveryKey'),
          orderInput('suspendAccount'),
          orderInput('resumeAccount'),
        ]),
        signatures: signaturesInput(1),
      }),
    )
    .mutation(({ ctx, input }) => submitHolderOrder(ctx, ctx.member, input)),
  /** "Freeze my wallet", signed in. */
  freeze: memberProcedure.mutation(async ({ ctx }) => {
    const row = await findMember(ctx.db, ctx.member.id);
    return row ? freeze(ctx, row) : refuse('UNKNOWN_MEMBER');
  }),
  /** The same on the sign-in page, for whoever has lost the phone. */
  freezeWithPassword: publicProcedure.input(z.strictObject(credentials)).mutation(async ({ ctx, input }) => {
    const proven = await provenMember(ctx, input.studentNumber, input.password);
    return proven.ok ? freeze(ctx, proven.value) : proven;
  }),
});
