import type { Id, ResultOf } from '@kumoh-pay/domain';
import { issuePartSize, resultSchemas } from '@kumoh-pay/domain';
import { isOrderType } from './order-type.ts';
import type { Projected, Projection, TouchedKind } from './projection.ts';
import type { EntryTable } from './tables.ts';

export const accountChannel = (account: Id): string => `a.${account}`;
export const vendorChannel = (vendor: Id): string => `v.${vendor}`;

/** What a journal entry's result means for the index. */
export function applyResult(projection: Projection, entry: Projected): void {
  const { type, result } = entry;
  if (!isOrderType(type)) throw new Error(`the journal names an order that the index does not know: ${type}`);
  switch (type) {
    case 'charge':
    case 'pay':
      return applySale(projection, entry, resultSchemas.charge.parse(result));
    case 'refund':
      return applyRefund(projection, entry, resultSchemas.refund.parse(result));
    case 'transfer':
      return applyTransfer(projection, entry, resultSchemas.transfer.parse(result));
    case 'issue':
      return applyIssue(projection, entry, resultSchemas.issue.parse(result));
    case 'revoke':
      return applyTaken(projection, entry, 'revoke', resultSchemas.revoke.parse(result));
    case 'expire':
      return applyTaken(projection, entry, 'expire', resultSchemas.expire.parse(result));
    case 'sweepAccount': {
      const { account, amount } = resultSchemas.sweepAccount.parse(result);
      return applyTaken(projection, entry, 'revoke', { programme: null, receivers: [{ account, amount }] });
    }
    case 'sealDay': {
      const { vendor, day, settlement } = resultSchemas.sealDay.parse(result);
      return applySettlement(projection, entry, { vendor, day, settlement });
    }
    case 'countDay':
    case 'approveSettlement':
    case 'rejectSettlement':
      return applySettlement(projection, entry, resultSchemas[type].parse(result));
    case 'preparePayout':
    case 'cancelPayout':
    case 'recordPayout': {
      const { batch, settlements } = resultSchemas[type].parse(result);
      for (const settled of settlements) applySettlement(projection, entry, settled);
      return touch(projection, entry, 'payout', batch);
    }
    case 'gather':
      // Also when it found nothing: then the index named notes that are gone, and must look.
      projection.folded.add(resultSchemas.gather.parse(result).account);
      return;
    case 'void':
      return;
    default:
      return applyRecord(projection, entry, type);
  }
}

type RecordType = Exclude<
  keyof typeof resultSchemas,
  | 'charge'
  | 'pay'
  | 'refund'
  | 'transfer'
  | 'issue'
  | 'revoke'
  | 'expire'
  | 'sweepAccount'
  | 'sealDay'
  | 'countDay'
  | 'approveSettlement'
  | 'rejectSettlement'
  | 'preparePayout'
  | 'cancelPayout'
  | 'recordPayout'
  | 'gather'
  | 'void'
>;

/** Orders about people, vendors and programmes: the record is read again from the ledger. */
function applyRecord(projection: Projection, entry: Projected, type: RecordType): void {
  switch (type) {
    case 'bootstrap': {
      const { enroller, officers } = resultSchemas.bootstrap.parse(entry.result);
      for (const officer of [enroller, ...officers]) touch(projection, entry, 'officer', officer);
      return;
    }
    case 'setPolicy':
      return;
    case 'appointOfficer':
    case 'retireOfficer':
    case 'replaceOfficerKey':
      return touch(projection, entry, 'officer', resultSchemas[type].parse(entry.result).officer);
    case 'createProgramme':
    case 'changeProgramme':
      return touch(projection, entry, 'programme', resultSchemas[type].parse(entry.result).programme);
    case 'registerVendor':
    case 'changeVendor': {
      const { vendor } = resultSchemas[type].parse(entry.result);
      projection.notify(vendorChannel(vendor), entry.sequence);
      return touch(projection, entry, 'vendor', vendor);
    }
    case 'pairTerminal':
    case 'retireTerminal': {
      const { terminal, vendor } = resultSchemas[type].parse(entry.result);
      projection.notify(vendorChannel(vendor), entry.sequence);
      return touch(projection, entry, 'terminal', terminal);
    }
    default: {
      const { account } = resultSchemas[type].parse(entry.result);
      projection.notify(accountChannel(account), entry.sequence);
      return touch(projection, entry, 'account', account);
    }
  }
}

function touch(projection: Projection, { at, sequence }: Projected, kind: TouchedKind, id: Id): void {
  projection.touched.push({ kind, id, at, sequence });
}

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

function applySale(projection: Projection, entry: Projected, sale: ResultOf<'charge'>): void {
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

function applyRefund(projection: Projection, entry: Projected, given: ResultOf<'refund'>): void {
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
  projection.refunded.set(charge, given.refunded);
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

function applyTransfer(
  projection: Projection,
  entry: Projected,
  { from, to, amount, lots }: ResultOf<'transfer'>,
): void {
  addEntry(projection, entry, { account: from, kind: 'send', amount: -amount, sender: from, receiver: to });
  addEntry(projection, entry, { account: to, kind: 'receive', amount, sender: from, receiver: to });
  const programmes = lots.map((lot) => lot.programme);
  projection.notes.push({ account: to, note: `t.${entry.order}`, sequence: entry.sequence, programmes });
}

function applyIssue(
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
function applyTaken(
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

function applySettlement(
  projection: Projection,
  { sequence }: Projected,
  settled: ResultOf<'countDay'>,
): void {
  const { vendor, day } = settled;
  projection.settlements.set(`${vendor}.${day}`, { ...settled, sequence });
  projection.notify(vendorChannel(vendor), sequence);
}
