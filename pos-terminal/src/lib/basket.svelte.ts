import type { Id } from '@kumoh-pay/domain';

export interface BasketLine {
  item: Id | null;
  name: string;
  /** The price of one, in won. */
  won: number;
  quantity: number;
}
export interface Item {
  id: Id;
  name: string;
  won: number;
  /** Tiles stand together by it; empty: among the rest. */
  category: string;
  soldOut: boolean;
  /** When its picture was changed last; null: it has none. */
  pictureAt: number | null;
}

/** More of one thing is a mistake of the finger; the server refuses it too. */
const quantityMax = 1_000;

/** What the tiles have put together. */
export class Basket {
  lines = $state.raw<readonly BasketLine[]>([]);
  total = $derived(this.lines.reduce((sum, line) => sum + line.won * line.quantity, 0));
  count = $derived(this.lines.reduce((sum, line) => sum + line.quantity, 0));

  add(item: Pick<Item, 'id' | 'name' | 'won'>): void {
    const present = this.lines.find((line) => line.item === item.id && line.won === item.won);
    if (!present)
      this.lines = [...this.lines, { item: item.id, name: item.name, won: item.won, quantity: 1 }];
    else this.change(present, 1);
  }

  /** One more or one less; at none the line goes. */
  change(of: BasketLine, by: 1 | -1): void {
    this.lines = this.lines
      .map((line) => (line === of ? { ...line, quantity: Math.min(line.quantity + by, quantityMax) } : line))
      .filter((line) => line.quantity > 0);
  }

  quantityOf(item: Id): number {
    return this.lines.reduce((sum, line) => sum + (line.item === item ? line.quantity : 0), 0);
  }

  /** With items, what was typed beside them is a line of its own. */
  linesWith(typed: number): readonly BasketLine[] {
    if (this.lines.length === 0 || typed === 0) return this.lines;
    return [...this.lines, { item: null, name: '+', won: typed, quantity: 1 }];
  }

  set(lines: readonly BasketLine[]): void {
    this.lines = lines;
  }

  clear(): void {
    this.lines = [];
  }
}

/** What makes a line one of its own on the screen, as in `add`. */
export const keyOf = ({ item, name, won }: BasketLine): string => `${item ?? name} ${won}`;
