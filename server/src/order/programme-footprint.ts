import type { OrderOf } from '@kumoh-pay/domain';
import { hintsPerAccountMax, issuePartSize, revokePartSize } from '@kumoh-pay/domain';
import {
  accountKey,
  anyAccount,
  anyProgramme,
  anySupply,
  callsAHint,
  callsAReceiver,
  fewCalls,
  type Keys,
  purseKey,
  spendingCalls,
} from './footprint-keys.ts';

export function holdingKeys(order: OrderOf<'sweepAccount' | 'gather' | 'transfer'>): Keys {
  switch (order.type) {
    case 'transfer':
      return {
        reads: [anyProgramme, accountKey(order.body.from), accountKey(order.body.to)],
        changes: [purseKey(order.body.from)],
        calls: spendingCalls,
      };
    case 'gather':
      return {
        reads: [anyProgramme, accountKey(order.body.account)],
        changes: [purseKey(order.body.account)],
        calls: fewCalls,
      };
    case 'sweepAccount':
      return {
        reads: [accountKey(order.body.account)],
        changes: [purseKey(order.body.account), anySupply],
        calls: fewCalls,
        alone: true,
      };
  }
}

export function programmeKeys(
  order: OrderOf<'createProgramme' | 'changeProgramme' | 'issue' | 'revoke' | 'expire'>,
): Keys {
  const supply = [`supply/${order.body.programme}`, anySupply];
  switch (order.type) {
    case 'createProgramme':
    case 'changeProgramme':
      return { changes: [anyProgramme, ...supply], calls: fewCalls };
    case 'issue':
      return {
        reads: [anyProgramme, anyAccount],
        changes: [...supply, 'issuer'],
        calls: fewCalls + callsAReceiver * Math.min(order.body.receivers.length, issuePartSize),
      };
    case 'revoke': {
      const accounts = order.body.receivers.map((receiver) => receiver.account);
      return takingKeys(accounts, supply, revokePartSize);
    }
    case 'expire':
      return takingKeys(order.body.accounts, supply, order.body.accounts.length);
  }
}

const takingKeys = (accounts: string[], supply: string[], atOnce: number): Keys => ({
  reads: [anyProgramme, anyAccount],
  changes: [...supply, ...accounts.map(purseKey)],
  calls: fewCalls + Math.min(accounts.length, atOnce) * (callsAReceiver + callsAHint * hintsPerAccountMax),
});
