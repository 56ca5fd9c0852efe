import type { OrderOf, SignedOrder, VoidableOrder } from '@kumoh-pay/domain';
import { partsOf } from '@kumoh-pay/domain';
import {
  accountKey,
  anyAccount,
  anyOfficer,
  anySupply,
  callsAHint,
  dayKey,
  fewCalls,
  type Keys,
  purseKey,
} from './footprint-keys.ts';
import { holdingKeys, programmeKeys } from './programme-footprint.ts';
import { saleKeys, settlementKeys } from './sale-footprint.ts';

/**
 * Which keys an order reads and writes, told from the order alone and rather too many than too few: an order waits
 * while one in flight writes a key that it reads. Where the order does not name the record (the account of a refund),
 * a word stands for all of that kind. What is written is also read, unless it is a new key.
 */
export interface Footprint {
  reads: ReadonlySet<string>;
  writes: ReadonlySet<string>;
  /** State calls of the contract, estimated upwards: a carrier has a budget of them. */
  calls: number;
  /** Reads a range, which does not see the other orders of its carrier. */
  alone: boolean;
}

export function footprintOf(signed: SignedOrder): Footprint {
  const hints = signed.hints ?? [];
  const keys = signed.order.type === 'void' ? voidKeys(signed.order) : keysOf(signed.order);
  const own = `done/${signed.order.type}/${signed.order.id}`;
  const changes = [own, ...(keys.changes ?? []), ...hints.map((hint) => `note/${hint}`)];
  return {
    reads: new Set(['policy', ...(keys.reads ?? []), ...signerKeys(signed), ...changes]),
    writes: new Set(changes),
    calls: keys.calls + callsAHint * hints.length,
    alone: keys.alone ?? false,
  };
}

function signerKeys(signed: SignedOrder): string[] {
  return signed.signatures.flatMap(({ by }) => {
    const [role, id = ''] = by.split('.');
    if (role === 'officer') return [anyOfficer];
    if (role === 'terminal') return [`terminal/${id}`];
    return role === 'pairing' ? [] : [accountKey(id), anyOfficer];
  });
}

const changedAccount = (id: string, ...more: string[]): Keys => ({
  changes: [accountKey(id), anyAccount, purseKey(id), ...more],
  calls: fewCalls,
});

function keysOf(order: VoidableOrder): Keys {
  switch (order.type) {
    case 'bootstrap':
    case 'setPolicy':
    case 'appointOfficer':
    case 'retireOfficer':
    case 'replaceOfficerKey':
      return { changes: ['policy', anyOfficer, 'key'], calls: fewCalls };
    case 'openAccount':
    case 'setRecoveryKey':
    case 'replaceKey':
    case 'confirmKey':
      return changedAccount(
        order.body.account,
        `key/${order.body.account}`,
        ...(order.type === 'replaceKey' ? ['replaced'] : []),
      );
    case 'keepKey':
    case 'suspendAccount':
    case 'resumeAccount':
    case 'closeAccount':
      return changedAccount(order.body.account);
    case 'registerVendor':
    case 'changeVendor':
      return { changes: [`vendor/${order.body.vendor}`, dayKey(order.body.vendor)], calls: fewCalls };
    case 'pairTerminal':
      return {
        reads: [anyOfficer, `vendor/${order.body.slip.vendor}`],
        changes: [`terminal/${order.body.slip.terminal}`, 'key'],
        calls: fewCalls,
      };
    case 'retireTerminal':
      return { changes: [`terminal/${order.body.terminal}`], calls: fewCalls };
    default:
      return moneyKeys(order);
  }
}

type MoneyOrder = OrderOf<
  | 'sweepAccount'
  | 'gather'
  | 'transfer'
  | 'createProgramme'
  | 'changeProgramme'
  | 'issue'
  | 'revoke'
  | 'expire'
  | 'charge'
  | 'pay'
  | 'presentCharge'
  | 'refund'
  | 'sealDay'
  | 'countDay'
  | 'approveSettlement'
  | 'rejectSettlement'
  | 'preparePayout'
  | 'cancelPayout'
  | 'recordPayout'
>;

function moneyKeys(order: MoneyOrder): Keys {
  switch (order.type) {
    case 'charge':
    case 'pay':
    case 'presentCharge':
    case 'refund':
    case 'sealDay':
      return saleKeys(order);
    case 'sweepAccount':
    case 'gather':
    case 'transfer':
      return holdingKeys(order);
    case 'createProgramme':
    case 'changeProgramme':
    case 'issue':
    case 'revoke':
    case 'expire':
      return programmeKeys(order);
    default:
      return settlementKeys(order);
  }
}

function voidKeys(order: OrderOf<'void'>): Keys {
  const { body } = order;
  if (body.type === 'order') {
    // Stopping a long order looks at each of its parts, and gives back what an issue had reserved.
    const own = `done/${body.order.type}/${body.order.id}`;
    if (body.order.type !== 'issue' && body.order.type !== 'revoke')
      return { changes: [own], calls: fewCalls };
    const parts = partsOf(body.order.type, body.order.body.receivers.length);
    return { changes: [own, anySupply], calls: fewCalls + parts };
  }
  return { reads: [`vendor/${body.vendor}`], changes: [`charge/${body.id}`], calls: fewCalls };
}
