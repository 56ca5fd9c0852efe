import type { Order, OrderType } from '@kumoh-pay/domain';
import type { OrderRule } from './order-context.ts';
import { appointOfficer } from './orders/appoint-officer.ts';
import { approveSettlement } from './orders/approve-settlement.ts';
import { bootstrap } from './orders/bootstrap.ts';
import { cancelPayout } from './orders/cancel-payout.ts';
import { changeProgramme } from './orders/change-programme.ts';
import { changeVendor } from './orders/change-vendor.ts';
import { charge } from './orders/charge.ts';
import { closeAccount } from './orders/close-account.ts';
import { confirmKey } from './orders/confirm-key.ts';
import { countDay } from './orders/count-day.ts';
import { createProgramme } from './orders/create-programme.ts';
import { expire } from './orders/expire.ts';
import { gather } from './orders/gather.ts';
import { issue } from './orders/issue.ts';
import { keepKey } from './orders/keep-key.ts';
import { openAccount } from './orders/open-account.ts';
import { pairTerminal } from './orders/pair-terminal.ts';
import { pay } from './orders/pay.ts';
import { preparePayout } from './orders/prepare-payout.ts';
import { presentCharge } from './orders/present-charge.ts';
import { recordPayout } from './orders/record-payout.ts';
import { refund } from './orders/refund.ts';
import { registerVendor } from './orders/register-vendor.ts';
import { rejectSettlement } from './orders/reject-settlement.ts';
import { replaceKey } from './orders/replace-key.ts';
import { replaceOfficerKey } from './orders/replace-officer-key.ts';
import { resumeAccount } from './orders/resume-account.ts';
import { retireOfficer } from './orders/retire-officer.ts';
import { retireTerminal } from './orders/retire-terminal.ts';
import { revoke } from './orders/revoke.ts';
import { sealDay } from './orders/seal-day.ts';
import { setPolicy } from './orders/set-policy.ts';
import { setRecoveryKey } from './orders/set-recovery-key.ts';
import { suspendAccount } from './orders/suspend-account.ts';
import { sweepAccount } from './orders/sweep-account.ts';
import { transfer } from './orders/transfer.ts';
import { voidOrder } from './orders/void.ts';

/** Every order there is. */
const rules: { [Type in OrderType]: OrderRule<Type> } = {
  bootstrap,
  appointOfficer,
  retireOfficer,
  setPolicy,
  replaceOfficerKey,
  openAccount,
  setRecoveryKey,
  replaceKey,
  confirmKey,
  keepKey,
  suspendAccount,
  resumeAccount,
  closeAccount,
  sweepAccount,
  gather,
  transfer,
  createProgramme,
  changeProgramme,
  issue,
  revoke,
  expire,
  registerVendor,
  changeVendor,
  pairTerminal,
  retireTerminal,
  charge,
  pay,
  presentCharge,
  refund,
  sealDay,
  countDay,
  approveSettlement,
  rejectSettlement,
  preparePayout,
  cancelPayout,
  recordPayout,
  void: voidOrder,
};

/** The rule of this order's type; the pairing of type and rule is the table's, which the compiler checks above. */
export const ruleOf = (order: Order): OrderRule<OrderType> => rules[order.type] as OrderRule<OrderType>;
