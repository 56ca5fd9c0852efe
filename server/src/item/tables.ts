import type { Generated } from 'kysely';

export interface ItemTables {
  item: {
    id: string;
    vendor: string;
    name: string;
    won: number;
    place: number;
    active: number;
    category: Generated<string>;
    sold_out: Generated<number>;
  };
  item_picture: { item: string; jpeg: Buffer; changed_at: number };
}
