import { statement } from '../statement.ts';

/** A letter may carry a statement, which is longer than 64 KiB once it is sealed. */
export const up = statement('ALTER TABLE outbox MODIFY letter MEDIUMBLOB NULL');
