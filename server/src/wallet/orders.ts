import { ok, type Result, refuse, type SignedOrder } from '@kumoh-pay/domain';
import type { z } from 'zod';
import type { Money } from '../money.ts';

/**
 * Submits and tells how it ended. OUTCOME_UNKNOWN: it may still commit, and the phone asks again with the same order.
 */
export async function submitFor<Schema extends z.ZodType>(
  money: Money,
  signed: SignedOrder,
  schema: Schema,
): Promise<Result<z.infer<Schema>>> {
  const answer = await money.submitOrder(signed);
  switch (answer.state) {
    case 'committed':
      return ok(schema.parse(answer.result));
    case 'refused':
      return refuse(answer.code, answer.detail);
    case 'void':
      return refuse('ORDER_VOID');
    case 'unknown':
      return refuse('OUTCOME_UNKNOWN');
  }
}
