import type { OrderOf } from '@kumoh-pay/domain';
import { readPayCode, readRequestCode } from '@kumoh-pay/domain';
import {
  accountKey,
  anyAccount,
  anyOfficer,
  anyProgramme,
  anySupply,
  callsAReceiver,
  dayKey,
  fewCalls,
  type Keys,
  purseKey,
  settlementKey,
  spendingCalls,
} from './footprint-keys.ts';

export function saleKeys(order: OrderOf<'charge' | 'pay' | 'presentCharge' | 'refund' | 'sealDay'>): Keys {
  switch (order.type) {
    case 'charge': {
      const account = readPayCode(order.body.code)?.account ?? '';
      return {
        reads: [
          anyProgramme,
          accountKey(account),
          `vendor/${order.body.vendor}`,
          dayKey(order.body.vendor),
          ...(order.body.offline ? [anyOfficer] : []),
        ],
        changes: [
          purseKey(account),
          `charge/${order.id}`,
          ...(order.body.offline ? [`offline/${order.body.terminal}`] : []),
        ],
        calls: spendingCalls,
      };
    }
    case 'pay': {
      const terminal = readRequestCode(order.body.request)?.terminal ?? '';
      // The vendor is known from its terminal only, so any vendor's seal is waited for.
      return {
        reads: [anyProgramme, accountKey(order.body.account), `terminal/${terminal}`, 'day'],
        changes: [purseKey(order.body.account), `charge/${order.id}`],
        calls: spendingCalls,
      };
    }
    case 'presentCharge': {
      const { account, vendor, charge } = order.body;
      return {
        reads: [anyProgramme, accountKey(account), `vendor/${vendor}`, dayKey(vendor)],
        changes: [purseKey(account), `charge/${charge}`],
        calls: spendingCalls,
      };
    }
    case 'refund':
      return {
        reads: [anyProgramme, anyAccount, dayKey(order.body.vendor)],
        changes: [`charge/${order.body.charge}`, `refunds/${order.body.vendor}`, anySupply],
        calls: spendingCalls,
      };
    case 'sealDay':
      return {
        reads: [`vendor/${order.body.vendor}`],
        changes: [dayKey(order.body.vendor), 'day', settlementKey(order.body.vendor, order.body.day)],
        calls: fewCalls,
      };
  }
}

export function settlementKeys(
  order: OrderOf<
    'countDay' | 'approveSettlement' | 'rejectSettlement' | 'preparePayout' | 'cancelPayout' | 'recordPayout'
  >,
): Keys {
  switch (order.type) {
    case 'countDay':
      return {
        reads: [dayKey(order.body.vendor)],
        changes: [settlementKey(order.body.vendor, order.body.day), 'settlement'],
        calls: fewCalls,
        alone: true,
      };
    case 'approveSettlement':
    case 'rejectSettlement':
      return {
        reads: [`vendor/${order.body.vendor}`, 'settlement'],
        changes: [settlementKey(order.body.vendor, order.body.day)],
        calls: fewCalls,
      };
    case 'preparePayout':
      return {
        reads: order.body.settlements.map(({ vendor }) => `vendor/${vendor}`),
        changes: [
          'settlement',
          ...order.body.settlements.map(({ vendor, day }) => settlementKey(vendor, day)),
        ],
        calls: fewCalls + callsAReceiver * order.body.settlements.length,
      };
    case 'cancelPayout':
    case 'recordPayout':
      // The batch names its settlements on the ledger only: all of them are meant, and up to 200 are rewritten.
      return {
        changes: ['settlement', `payout/${order.body.batch}`],
        calls: fewCalls + callsAReceiver * 200,
      };
  }
}
