import { idSchema, minuteMs, publicKeySchema, refuse } from '@kumoh-pay/domain';
import { z } from 'zod';
import { officerProcedure, publicProcedure, router } from '../doors/trpc.ts';
import { allow } from '../limit/allowance.ts';
import { nextTotp } from './next-totp.ts';
import { standInOf } from './stand-in.ts';
import { pairAs, takeOverOfficer } from './take-over.ts';

/** Each slip is an officer's signature and a row, and anyone may ask: a class of tablets at once, then one each half minute. Beyond: TOO_MANY_TRIES. */
const slipsOfShop = { burst: 40, everyMs: minuteMs / 2 };

/** Who can be signed in as; nobody where there is no demo. A replaced key is confirmed by `key.replace` itself. */
export const demoMemberRouter = router({
  people: publicProcedure.query(async ({ ctx }) =>
    ((await standInOf(ctx))?.members ?? []).map(({ name, studentNumber, password }) => ({
      name,
      studentNumber,
      password,
    })),
  ),
});

export const demoShopRouter = router({
  people: publicProcedure.query(async ({ ctx }) =>
    ((await standInOf(ctx))?.shops ?? []).map(({ vendor, name, place, staff }) => ({
      vendor,
      name,
      place,
      staff,
    })),
  ),
  /** The pairing code of 26 characters, as an officer's screen would show it. */
  slip: publicProcedure
    .input(z.strictObject({ vendor: idSchema }))
    .mutation(async ({ ctx, input }) =>
      (await allow(ctx.db, ['demoSlip', input.vendor], slipsOfShop, ctx.now()))
        ? pairAs(ctx, input.vendor)
        : refuse('TOO_MANY_TRIES'),
    ),
});

export const demoOfficerRouter = router({
  /** `totp`: a code that was not used yet; null: the next one comes within half a minute. */
  people: publicProcedure.query(async ({ ctx }) =>
    Promise.all(
      ((await standInOf(ctx))?.officers ?? []).map(async ({ id, name, mail, password }) => ({
        name,
        mail,
        password,
        ...(await nextTotp(ctx, id)),
      })),
    ),
  ),
  /** This browser's key becomes the signed-in officer's. */
  takeOver: officerProcedure()
    .input(z.strictObject({ key: publicKeySchema }))
    .mutation(({ ctx, input }) => takeOverOfficer(ctx, ctx.officer.id, input.key)),
});
