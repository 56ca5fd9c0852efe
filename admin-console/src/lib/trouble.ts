import { type ErrorCode, isErrorCode } from '@kumoh-pay/domain';
import { z } from 'zod';

/** What the door says of a call that it did not carry out. */
const answerSchema = z.object({ message: z.string(), data: z.object({ httpStatus: z.int() }) });

/** A call that failed, as a code with a sentence. No answer at all counts as a server that is away. */
export function troubleOf(error: unknown): ErrorCode {
  const answer = answerSchema.safeParse(error);
  if (!answer.success) return 'LEDGER_UNAVAILABLE';
  const { message, data } = answer.data;
  if (isErrorCode(message)) return message;
  if (data.httpStatus === 401) return 'SIGN_IN_AGAIN';
  return data.httpStatus < 500 ? 'BAD_ORDER' : 'LEDGER_UNAVAILABLE';
}
