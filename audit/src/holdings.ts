import {
  type Lot,
  readStateKey,
  recordSchemas,
  type Settlement,
  type Supply,
  vendorBox,
} from '@kumoh-pay/domain';
import { Movements } from './movements.ts';
import { parseJson } from './stable-json.ts';

/** A record that stands for won, old or new. */
type Parsed =
  | { kind: 'purse'; account: string; lots: readonly Lot[] }
  | { kind: 'note'; box: string; lots: readonly Lot[] }
  | { kind: 'supply'; programme: string; supply: Supply }
  | { kind: 'settlement'; vendor: string; day: number; settlement: Settlement };

export interface Change {
  key: string;
  before: string | null;
  after: string | null;
}

/**
 * What is where, worked out from records alone and never from postings. A note counts at its box until the settlement
 * of its day names the box as counted; from then on the settlement's figures stand for it.
 */
export class Holdings {
  /** Every note's lots by box, counted or not. */
  readonly #inBoxes = new Movements();
  readonly #counted = new Set<string>();
  /** Where the won are now. `programme` is negative: what has been issued. */
  readonly balances = new Movements();

  /** The won that these changes of one transaction move. `problem` hears what cannot be read or must not be. */
  move(changes: readonly Change[], problem: (key: string, detail: string) => void): Movements {
    const moved = new Movements();
    const read = (key: string, value: string | null): Parsed | null => {
      const parsed = value === null ? null : parseHolding(key, value);
      if (parsed === undefined) problem(key, 'the record is not of its kind');
      return parsed ?? null;
    };
    const pairs = changes.map(({ key, before, after }) => ({
      key,
      before: read(key, before),
      after: read(key, after),
    }));
    for (const { key, before, after } of pairs) {
      for (const [record, sign] of [[before, -1n] as const, [after, 1n] as const]) {
        if (record?.kind === 'note' && this.#counted.has(record.box))
          problem(key, 'a note of a box that was counted was changed');
        if (record) this.#addSimple(moved, record, sign);
      }
    }
    for (const { key, before, after } of pairs) {
      if (before?.kind === 'settlement' || after?.kind === 'settlement')
        this.#settle(moved, before, after, (detail) => problem(key, detail));
    }
    this.balances.addAll(moved);
    return moved;
  }

  #addSimple(moved: Movements, record: Parsed, sign: bigint): void {
    switch (record.kind) {
      case 'purse':
        for (const { programme, amount } of record.lots)
          moved.add(programme, `p.${record.account}`, sign * BigInt(amount));
        return;
      case 'note':
        for (const { programme, amount } of record.lots) {
          moved.add(programme, record.box, sign * BigInt(amount));
          this.#inBoxes.add(programme, record.box, sign * BigInt(amount));
        }
        return;
      case 'supply':
        moved.add(record.programme, 'programme', -sign * BigInt(record.supply.issued));
        moved.add(record.programme, 'revoked', sign * BigInt(record.supply.revoked));
        moved.add(record.programme, 'expired', sign * BigInt(record.supply.expired));
        return;
      case 'settlement':
        for (const { programme, amount } of settledLots(record.settlement))
          moved.add(programme, 'settled', sign * amount);
        return;
    }
  }

  /** Boxes that a settlement newly names leave their place without their notes being deleted. */
  #settle(
    moved: Movements,
    before: Parsed | null,
    after: Parsed | null,
    problem: (detail: string) => void,
  ): void {
    const boxes = (record: Parsed | null): string[] =>
      record?.kind === 'settlement'
        ? record.settlement.boxes.map((box) => vendorBox(record.vendor, record.day, box))
        : [];
    const [old, now] = [new Set(boxes(before)), new Set(boxes(after))];
    if ([...old].some((box) => !now.has(box))) problem('a counted box is counted no longer');
    for (const box of now) {
      if (old.has(box)) continue;
      this.#counted.add(box);
      for (const programme of this.#inBoxes.programmes())
        moved.add(programme, box, -this.#inBoxes.get(programme, box));
    }
  }
}

/** gross − refunds − carried by programme; nothing once a later day has taken the lots over. */
function settledLots(settlement: Settlement): { programme: string; amount: bigint }[] {
  if (settlement.state === 'carried') return [];
  return settlement.programmes.map(({ programme, gross, refunds, carried }) => ({
    programme,
    amount: BigInt(gross) - BigInt(refunds) - BigInt(carried),
  }));
}

/** Null for a record that stands for no won, undefined for one that is not of its kind. */
function parseHolding(key: string, value: string): Parsed | null | undefined {
  const named = readStateKey(key);
  const [first = '', second = ''] = named?.parts ?? [];
  const json = parseJson(value);
  if (!named || !json) return undefined;
  if (named.kind === 'purse') {
    const purse = recordSchemas.purse.safeParse(json.value);
    return purse.success ? { kind: 'purse', account: first, lots: purse.data.lots } : undefined;
  }
  if (named.kind === 'note') {
    const note = recordSchemas.note.safeParse(json.value);
    return note.success ? { kind: 'note', box: first, lots: note.data.lots } : undefined;
  }
  if (named.kind === 'supply') {
    const supply = recordSchemas.supply.safeParse(json.value);
    return supply.success ? { kind: 'supply', programme: first, supply: supply.data } : undefined;
  }
  if (named.kind === 'settlement') {
    const settlement = recordSchemas.settlement.safeParse(json.value);
    return settlement.success
      ? { kind: 'settlement', vendor: first, day: Number(second), settlement: settlement.data }
      : undefined;
  }
  return null;
}
