import type { Generated } from 'kysely';

export interface LiveTables {
  live_message: { message_id: Generated<number>; channel: string; body: string; at: number };
}
