import { type Day, type Id, maskName } from '@kumoh-pay/domain';
import type { Database } from '../db/index.ts';
import type { EntryView } from '../index/entries.ts';
import type { EntryKind } from '../index/tables.ts';
import { memberNames, programmeNames, vendorNames } from './store.ts';

/** A line of a member's history, as that member may see it. Amounts in won, times in Unix milliseconds. */
export interface WalletEntry {
  /** Its place on the ledger: later entries have higher ones. */
  sequence: number;
  kind: EntryKind;
  /** What the balance changed by: below zero for what was spent. */
  amount: number;
  at: number;
  /** Vendor or programme by name, another member masked; null when nobody knows the name any more. */
  other: string | null;
  order: Id;
  /** The charge that was paid or refunded. */
  charge: Id | null;
}

export interface WalletLot {
  programme: Id;
  name: string;
  amount: number;
  /** The last Seoul day on which it can be used. */
  lastDay: Day;
  transferable: boolean;
}

const otherMember = ({ kind, sender, receiver }: EntryView): Id | null =>
  kind === 'send' ? receiver : kind === 'receive' ? sender : null;

const present = (ids: readonly (Id | null)[]): Id[] => [...new Set(ids.filter((id) => id !== null))];

/** Gives each entry the name of its other side. */
export async function withNames(db: Database, entries: readonly EntryView[]): Promise<WalletEntry[]> {
  const [vendors, programmes, members] = await Promise.all([
    vendorNames(db, present(entries.map(({ vendor }) => vendor))),
    programmeNames(db, present(entries.map(({ programme }) => programme))),
    memberNames(db, present(entries.map(otherMember))),
  ]);
  return entries.map((entry) => {
    const { sequence, kind, amount, at, order, charge } = entry;
    const member = members.get(otherMember(entry) ?? '');
    const other =
      vendors.get(entry.vendor ?? '') ??
      programmes.get(entry.programme ?? '') ??
      (member === undefined ? null : maskName(member));
    return { sequence, kind, amount, at, other, order, charge };
  });
}
