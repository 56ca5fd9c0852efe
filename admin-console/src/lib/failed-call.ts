import { troubleOf } from '@kumoh-pay/device/trouble.ts';
import { undecidedCodes } from '@kumoh-pay/domain';
import { errorSentence, toasts } from '@kumoh-pay/ui';

/**
 * A press that first reads what is to be signed, with nobody to answer: it fails in words, not in silence. What was no
 * call is a fault of our own, and stays one.
 */
export function sayFailedCall(event: PromiseRejectionEvent): void {
  const code = troubleOf(event.reason);
  if (code === 'DEVICE_FAILED') return;
  event.preventDefault();
  toasts.show(errorSentence(code, 'console'), undecidedCodes.has(code) ? 'unknown' : 'refused');
}
