import { EventEmitter } from 'node:events';
import type { Id } from '@kumoh-pay/domain';

/** Pages that are open ask whether their own session goes on. The rows are the truth; this only says when to look. */
const endings = new EventEmitter().setMaxListeners(0);

/** A session of this member, officer or terminal was ended. Call it after the transaction that ended it. */
export const tellEnded = (subject: Id): void => void endings.emit(subject);

/** @returns ends the listening. */
export function onEnded(subject: Id, look: () => void): () => void {
  endings.on(subject, look);
  return () => void endings.off(subject, look);
}
