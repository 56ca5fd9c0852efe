export { Batch, batched, padded } from './batch.ts';
export { type Database, openDatabase } from './connection.ts';
export { likePart } from './like.ts';
export { migrate } from './migrator.ts';
export { returned } from './returned.ts';
export type { Tables } from './tables.ts';
export { errorNumber, isCheckViolation, isDuplicate, retried, transaction } from './transaction.ts';
