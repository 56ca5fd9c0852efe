import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import {
  type ErrorCode,
  type Id,
  type OrderOf,
  type Result,
  undecidedCodes,
  type VoidableType,
} from '@kumoh-pay/domain';

export type Draft<Type extends VoidableType> = {
  type: Type;
  id: Id;
  body: OrderOf<Type>['body'];
  at: number;
};
type AnyDraft = Draft<VoidableType>;

/** Said before anybody looked at the order: what became of an earlier sending of it stays unknown. */
const saysNothing: ReadonlySet<ErrorCode> = new Set([
  'DEVICE_FAILED',
  'NOT_AUTHORISED',
  'SIGN_IN_AGAIN',
  'TOO_MANY_TRIES',
  'TOTP_WRONG',
]);

/** What was sent and nobody knows the outcome of, by who sent it and what it asks for. */
const orders = new Map<string, AnyDraft>();

/** When it was asked for, and until when it may be carried out, make no other order of it. */
const contentOf = (officer: Id, type: VoidableType, body: AnyDraft['body']): string =>
  JSON.stringify([officer, type, { ...body, until: undefined }]);

/**
 * The order with this content that this officer has sent already, when its outcome is not known: whoever closes the
 * sheet and asks again means the same order, and a new number would do it twice.
 */
export const sameUnfinished = <Type extends VoidableType>(
  officer: Id,
  type: Type,
  body: OrderOf<Type>['body'],
): Draft<Type> | null => (orders.get(contentOf(officer, type, body)) as Draft<Type> | undefined) ?? null;

export const isUnfinished = (order: AnyDraft): boolean =>
  [...orders.values()].some((one) => one === order || one.id === order.id);

/** Sends an order, and keeps in mind whether its outcome is known. */
export async function sendFollowed<T>(
  officer: Id,
  order: AnyDraft,
  send: () => Promise<Result<T>>,
): Promise<Result<T>> {
  const place = contentOf(officer, order.type, order.body);
  const note = (code: ErrorCode | null) => {
    if (code !== null && undecidedCodes.has(code)) orders.set(place, order);
    else if (code === null || !saysNothing.has(code)) orders.delete(place);
  };
  try {
    const answer = await send();
    note(answer.ok ? null : answer.code);
    return answer;
  } catch (error) {
    note(troubleOf(error));
    throw error;
  }
}
