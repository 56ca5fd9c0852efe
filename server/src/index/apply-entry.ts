import type { Id, OrderType } from '@kumoh-pay/domain';
import { isBounced, resultSchemas as results } from '@kumoh-pay/domain';
import { accountChannel, vendorChannel } from './channel.ts';
import {
  applyBounced,
  applyIssue,
  applyRefund,
  applySale,
  applySettlement,
  applyTaken,
  applyTransfer,
} from './money-entries.ts';
import { isOrderType } from './order-type.ts';
import type { Projected, Projection, TouchedKind } from './projection.ts';

type Apply = (projection: Projection, entry: Projected) => void;

/** What a journal entry's result means for the index. @throws for an order or a result that the index does not know. */
export function applyResult(projection: Projection, entry: Projected): void {
  if (!isOrderType(entry.type))
    throw new Error(`the journal names an order that the index does not know: ${entry.type}`);
  appliers[entry.type](projection, entry);
}

const nothing: Apply = () => undefined;

const account: Apply = (projection, entry) => {
  // Every order about an account names it; what else its result says is in the record.
  const { account: id } = results.openAccount.loose().parse(entry.result);
  projection.notify(accountChannel(id), entry.sequence);
  touch(projection, entry, 'account', id);
};
const officer: Apply = (projection, entry) =>
  touch(projection, entry, 'officer', results.appointOfficer.parse(entry.result).officer);
const programme: Apply = (projection, entry) =>
  touch(projection, entry, 'programme', results.createProgramme.parse(entry.result).programme);
const vendor: Apply = (projection, entry) => {
  const { vendor: id } = results.registerVendor.parse(entry.result);
  projection.notify(vendorChannel(id), entry.sequence);
  touch(projection, entry, 'vendor', id);
};
const terminal: Apply = (projection, entry) => {
  const { terminal: id, vendor: of } = results.pairTerminal.parse(entry.result);
  projection.notify(vendorChannel(of), entry.sequence);
  touch(projection, entry, 'terminal', id);
};
const sale: Apply = (projection, entry) => {
  const result = results.charge.parse(entry.result);
  if (isBounced(result)) applyBounced(projection, entry, result);
  else applySale(projection, entry, result);
};
const settlement: Apply = (projection, entry) =>
  applySettlement(projection, entry, results.countDay.parse(entry.result));
const payout: Apply = (projection, entry) => {
  const { batch, settlements } = results.preparePayout.parse(entry.result);
  for (const settled of settlements) applySettlement(projection, entry, settled);
  touch(projection, entry, 'payout', batch);
};

const appliers: Record<OrderType, Apply> = {
  bootstrap: (projection, entry) => {
    const { enroller, officers } = results.bootstrap.parse(entry.result);
    for (const id of [enroller, ...officers]) touch(projection, entry, 'officer', id);
  },
  appointOfficer: officer,
  retireOfficer: officer,
  replaceOfficerKey: officer,
  setPolicy: nothing,
  openAccount: account,
  setRecoveryKey: account,
  replaceKey: account,
  confirmKey: account,
  keepKey: account,
  suspendAccount: account,
  resumeAccount: account,
  closeAccount: account,
  sweepAccount: (projection, entry) => {
    const swept = results.sweepAccount.parse(entry.result);
    applyTaken(projection, entry, 'revoke', { programme: null, receivers: [swept] });
  },
  gather: (projection, entry) => {
    // Also when it found nothing: then the index named notes that are gone, and must look.
    projection.folded.add(results.gather.parse(entry.result).account);
  },
  transfer: (projection, entry) => applyTransfer(projection, entry, results.transfer.parse(entry.result)),
  createProgramme: programme,
  changeProgramme: programme,
  issue: (projection, entry) => applyIssue(projection, entry, results.issue.parse(entry.result)),
  revoke: (projection, entry) => applyTaken(projection, entry, 'revoke', results.revoke.parse(entry.result)),
  expire: (projection, entry) => applyTaken(projection, entry, 'expire', results.expire.parse(entry.result)),
  registerVendor: vendor,
  changeVendor: vendor,
  pairTerminal: terminal,
  retireTerminal: terminal,
  charge: sale,
  pay: sale,
  presentCharge: sale,
  refund: (projection, entry) => applyRefund(projection, entry, results.refund.parse(entry.result)),
  sealDay: (projection, entry) => {
    const { vendor: of, day, settlement: sealed } = results.sealDay.parse(entry.result);
    applySettlement(projection, entry, { vendor: of, day, settlement: sealed });
  },
  countDay: settlement,
  approveSettlement: settlement,
  rejectSettlement: settlement,
  preparePayout: payout,
  cancelPayout: payout,
  recordPayout: payout,
  void: nothing,
};

function touch(projection: Projection, { at, sequence }: Projected, kind: TouchedKind, id: Id): void {
  projection.touched.push({ kind, id, at, sequence });
}
