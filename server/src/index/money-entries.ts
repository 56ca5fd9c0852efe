import type { BouncedResult, Id, ResultOf, SaleResult } from '@kumoh-pay/domain';
import { issuePartSize } from '@kumoh-pay/domain';
import { accountChannel, vendorChannel } from './channel.ts';
import type { Projected, Projection } from './projection.ts';
import type { EntryTable } from './tables.ts';

/** What orders that move won mean for the index. */

type Line = Pick<EntryTable, 'account' | 'kind' | 'amount' | 'sender' | 'receiver'> & Partial<EntryTable>;
function addEntry(projection: Projection, { sequence, order, at }: Projected, line: Line): void {
  projection.entries.push({
    sequence,
    vendor: null,
    programme: null,
    charge: null,
    order_id: order,
    at,
    ...line,
  });
  projection.notify(accountChannel(line.account), sequence);
}

export function applySale(projection: Projection, entry: Projected, sale: SaleResult): void {
  const { charge, vendor, terminal, day, account, amount, at } = sale;
  projection.sales.push({
    charge,
    sequence: entry.sequence,
    vendor,
    terminal,
    day,
    account,
    amount,
    refunded: 0,
    at,
  });
  addEntry(projection, entry, {
    account,
    kind: 'charge',
    amount: -amount,
    sender: account,
    receiver: vendor,
    vendor,
    charge,
  });
  projection.notify(vendorChannel(vendor), entry.sequence);
}

/** No won moved and there is no sale; member and vendor are told. */
export function applyBounced(projection: Projection, { sequence }: Projected, bounced: BouncedResult): void {
  const { charge, vendor, terminal, account, amount, bounced: reason, takenAt: taken_at } = bounced;
  projection.bounced.push({ vendor, charge, sequence, terminal, account, amount, reason, taken_at });
  projection.notify(accountChannel(account), sequence);
  projection.notify(vendorChannel(vendor), sequence);
}

export function applyRefund(projection: Projection, entry: Projected, given: ResultOf<'refund'>): void {
  const { refund, charge, vendor, terminal, day, account, amount, at } = given;
  const revoked = given.revoked ? 1 : 0;
  projection.refunds.push({
    refund,
    sequence: entry.sequence,
    charge,
    vendor,
    terminal,
    day,
    account,
    amount,
    revoked,
    at,
  });
  projection.refunded.push({ vendor, charge, refunded: given.refunded });
  addEntry(projection, entry, {
    account,
    kind: 'refund',
    amount,
    sender: vendor,
    receiver: account,
    vendor,
    charge,
  });
  projection.notify(vendorChannel(vendor), entry.sequence);
  if (given.revoked) {
    // The account is closed: the won went on to their programmes.
    addEntry(projection, entry, {
      account,
      kind: 'revoke',
      amount: -amount,
      sender: account,
      receiver: 'programme',
      charge,
    });
  } else {
    const programmes = given.lots.map((lot) => lot.programme);
    projection.notes.push({ account, note: `r.${refund}`, sequence: entry.sequence, programmes });
  }
}

export function applyTransfer(
  projection: Projection,
  entry: Projected,
  { from, to, amount, lots }: ResultOf<'transfer'>,
): void {
  addEntry(projection, entry, { account: from, kind: 'send', amount: -amount, sender: from, receiver: to });
  addEntry(projection, entry, { account: to, kind: 'receive', amount, sender: from, receiver: to });
  const programmes = lots.map((lot) => lot.programme);
  projection.notes.push({ account: to, note: `t.${entry.order}`, sequence: entry.sequence, programmes });
}

export function applyIssue(
  projection: Projection,
  entry: Projected,
  { programme, part, receivers, skipped }: ResultOf<'issue'>,
): void {
  // A note is named by its receiver's place in the signed list, which is in ascending order of accounts.
  const everyone = [...receivers.map(({ account }) => account), ...skipped].sort();
  const places = new Map(everyone.map((account, i) => [account, part * issuePartSize + i]));
  for (const { account, amount } of receivers) {
    addEntry(projection, entry, {
      account,
      kind: 'issue',
      amount,
      sender: 'programme',
      receiver: account,
      programme,
    });
    const note = `i.${entry.order}.${places.get(account)}`;
    projection.notes.push({ account, note, sequence: entry.sequence, programmes: [programme] });
  }
}

interface Taken {
  programme: Id | null;
  receivers: { account: Id; amount: number }[];
}
export function applyTaken(
  projection: Projection,
  entry: Projected,
  kind: 'revoke' | 'expire',
  { programme, receivers }: Taken,
): void {
  for (const { account, amount } of receivers) {
    if (amount === 0) continue;
    addEntry(projection, entry, {
      account,
      kind,
      amount: -amount,
      sender: account,
      receiver: 'programme',
      programme,
    });
  }
}

export function applySettlement(
  projection: Projection,
  { sequence }: Projected,
  settled: ResultOf<'countDay'>,
): void {
  const { vendor, day } = settled;
  projection.settlements.set(`${vendor}.${day}`, { ...settled, sequence });
  projection.notify(vendorChannel(vendor), sequence);
}
