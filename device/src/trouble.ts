import { type ErrorCode, isErrorCode } from '@kumoh-pay/domain';
import { TRPCClientError } from '@trpc/client';
import { z } from 'zod';

/** What the door says of a call that it did not carry out. */
const answerSchema = z.object({ message: z.string(), data: z.object({ httpStatus: z.int() }) });

/**
 * A call that failed, as a code with a sentence. A server that answered is told from no server at all, and both from a
 * fault of this device's own (no storage, no key), which no network would mend.
 */
export function troubleOf(error: unknown): ErrorCode {
  const answer = answerSchema.safeParse(error);
  if (!answer.success) return error instanceof TRPCClientError ? 'NO_CONNECTION' : 'DEVICE_FAILED';
  const { message, data } = answer.data;
  if (isErrorCode(message)) return message;
  if (data.httpStatus === 401) return 'SIGN_IN_AGAIN';
  return data.httpStatus < 500 ? 'BAD_ORDER' : 'SERVER_FAILED';
}

/** True when the server itself has said no, so that the same call would get the same answer; "not so fast" is no such no. */
export const isServersNo = (error: unknown): boolean => {
  const answer = answerSchema.safeParse(error);
  return answer.success && answer.data.data.httpStatus < 500 && answer.data.data.httpStatus !== 429;
};
