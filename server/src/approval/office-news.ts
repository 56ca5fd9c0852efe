import { EventEmitter, on } from 'node:events';

/**
 * Wakes the consoles that are open, for what no block tells them: the inbox, and people of the office who have joined.
 * The rows are the truth; this only says when to look.
 */
const news = new EventEmitter().setMaxListeners(0);
const changed = 'changed';

/** Call it once the rows are committed. */
export const tellOffice = (): void => void news.emit(changed);

export const officeNews = (signal: AbortSignal): AsyncIterable<unknown> => on(news, changed, { signal });
