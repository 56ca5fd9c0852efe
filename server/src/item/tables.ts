export interface ItemTables {
  item: { id: string; vendor: string; name: string; won: number; place: number; active: number };
}
