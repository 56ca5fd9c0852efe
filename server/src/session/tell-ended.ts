import type { Id } from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import { accountChannel } from '../index/channel.ts';

/** A page that is open in an ended session is told at once. Call it after the transaction that ended it. */
export const tellEnded = ({ money }: Pick<ServerParts, 'money'>, account: Id): Promise<void> =>
  money.live.tell(accountChannel(account), { is: 'sessions' });
