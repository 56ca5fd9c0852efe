import { Refusal, type SignedOrder, signedOrderSchemaOf } from '@kumoh-pay/domain';

/** Orders that read a range: over what is sealed or closed only, and alone in their carrier. */
export const rangeOrders: ReadonlySet<string> = new Set(['countDay', 'sweepAccount']);

/** @throws BAD_ORDER with the path of the first fault, never its text: what is refused stays in blocks too. */
export function parseSignedOrder(raw: unknown): SignedOrder {
  const parsed = signedOrderSchemaOf(raw).safeParse(raw);
  if (parsed.success) return parsed.data;
  const fault = parsed.error.issues[0];
  const path = (fault?.path ?? [])
    .filter((step) => typeof step === 'number' || /^[A-Za-z]{1,24}$/.test(String(step)))
    .join('.');
  throw new Refusal('BAD_ORDER', `${path || 'order'} ${fault?.code ?? ''}`.trim());
}
