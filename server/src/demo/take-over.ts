import {
  accountSchema,
  hourMs,
  type Id,
  newId,
  type OrderOf,
  officerSchema,
  ok,
  type PublicKey,
  type Result,
  refuse,
} from '@kumoh-pay/domain';
import { carryOut } from '../act/carry-out.ts';
import type { ServerParts } from '../doors/context.ts';
import { shownDigest } from '../enroller/enroller.ts';
import { asResult } from '../money.ts';
import { offerSlip } from '../terminal/pairing.ts';
import { standInOf } from './stand-in.ts';

/** The stand-ins sign at once; an order of theirs never waits for anyone. */
const standInLifetimeMs = hourMs;

/** A browser's new key becomes the officer's own, signed by the stand-ins as two other approvers. */
export async function takeOverOfficer(
  parts: ServerParts,
  officer: Id,
  key: PublicKey,
): Promise<Result<null>> {
  const standIn = await standInOf(parts);
  if (!standIn?.officers.some((one) => one.id === officer)) return refuse('NOT_AUTHORISED', 'no demo');
  const [text] = await parts.money.read({ records: [['officer', officer]] });
  if (!text) return refuse('UNKNOWN_OFFICER');
  if (officerSchema.parse(JSON.parse(text)).key === key) return ok(null);
  const at = parts.now();
  const body = { until: at + standInLifetimeMs, shown: shownDigest(text), officer, key };
  const order: OrderOf<'replaceOfficerKey'> = { type: 'replaceOfficerKey', id: newId(), body, at };
  const signatures = standIn.sign(parts.money.ledgerName, order);
  const act = { actor: `officer.${standIn.officer}`, order };
  return asResult(await carryOut(parts, act, () => parts.money.submitOrder({ order, signatures })));
}

/** The code that pairs the page that asks with the vendor, as if an officer stood beside it. */
export async function pairAs(parts: ServerParts, vendor: Id): Promise<Result<{ code: Id }>> {
  const standIn = await standInOf(parts);
  const shop = standIn?.shops.find((one) => one.vendor === vendor);
  if (!standIn || !shop) return refuse('NOT_AUTHORISED', 'no demo');
  const { code, slip, officer, signature } = standIn.slipFor(parts.money.ledgerName, vendor, parts.now());
  const offered = await offerSlip(parts, officer, { slip, signature, name: terminalName(parts.now()) });
  return offered.ok ? ok({ code }) : offered;
}

/** Lists tell one demo terminal from the next by when it was paired (HH:MM, UTC+9). */
const terminalName = (nowMs: number): string =>
  `데모 계산대 ${new Date(nowMs + 9 * hourMs).toISOString().slice(11, 16)}`;

/**
 * After a replacement by the password alone: the stand-ins confirm the new key, as the old phone would have, so that the
 * wallet is whole. @returns false where there is no demo, or nothing to confirm.
 */
export async function confirmForPhone(
  parts: Pick<ServerParts, 'config' | 'money' | 'now'>,
  account: Id,
): Promise<boolean> {
  const standIn = await standInOf(parts);
  const [text] = standIn ? await parts.money.read({ records: [['account', account]] }) : [];
  if (!standIn || !text) return false;
  const { key, limited } = accountSchema.parse(JSON.parse(text));
  if (!limited) return false;
  const at = parts.now();
  const body = { account, key, until: at + standInLifetimeMs, shown: shownDigest(text) };
  const order: OrderOf<'confirmKey'> = { type: 'confirmKey', id: newId(), body, at };
  const answer = await parts.money.submitOrder({
    order,
    signatures: standIn.sign(parts.money.ledgerName, order),
  });
  return answer.state === 'committed';
}
