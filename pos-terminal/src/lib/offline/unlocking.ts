import { isServersNo, troubleOf } from '@kumoh-pay/device/trouble.ts';
import type { Bound } from '@kumoh-pay/device/within-reason.ts';
import type { ErrorCode, Id, Result } from '@kumoh-pay/domain';

interface GivenPin {
  staff: Id;
  pin: string;
}
interface UnlockDoor<Person> {
  unlock(given: GivenPin, bound: Bound): Promise<Result<null>>;
  me(bound: Bound): Promise<Person | null>;
}
/** `silent`: the server has not said; only what this tablet knows itself can open it. */
export type Unlocking<Person> =
  | { is: 'open'; person: Person }
  | { is: 'refused'; code: ErrorCode }
  | { is: 'silent' };

/** A PIN at the server. @param bound how long all of it may take. */
export async function askToUnlock<Person>(
  door: UnlockDoor<Person>,
  given: GivenPin,
  bound: Bound,
): Promise<Unlocking<Person>> {
  try {
    const answer = await door.unlock(given, bound);
    if (!answer.ok) return { is: 'refused', code: answer.code };
    const person = await door.me(bound);
    return person ? { is: 'open', person } : { is: 'refused', code: 'SIGN_IN_AGAIN' };
  } catch (error) {
    return isServersNo(error) ? { is: 'refused', code: troubleOf(error) } : { is: 'silent' };
  }
}
