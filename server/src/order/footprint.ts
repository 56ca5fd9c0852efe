import type { OrderOf, SignedOrder, VoidableOrder } from '@kumoh-pay/domain';
import {
  hintsPerAccountMax,
  issuePartSize,
  partsOf,
  readPayCode,
  readRequestCode,
  revokePartSize,
} from '@kumoh-pay/domain';

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

interface Keys {
  reads?: string[];
  /** Read and written. */
  changes?: string[];
  calls: number;
  alone?: boolean;
}

const accountKey = (id: string) => `account/${id}`;
const purseKey = (id: string) => `purse/${id}`;
const dayKey = (vendor: string) => `day/${vendor}`;
const settlementKey = (vendor: string, day: number) => `settlement/${vendor}/${day}`;
/** Stands for every account, every programme, every supply: rarely changed, so waiting for them costs little. */
const anyAccount = 'account';
const anyProgramme = 'programme';
const anySupply = 'supply';
const anyOfficer = 'officer';

/** A key's reads and writes, its owner's record and the journal. */
const fewCalls = 24;
/** Each hint is a read and a delete. */
const callsAHint = 2;
/** Per receiver: account, purse, note, and what conservation reads again. */
const callsAReceiver = 4;
/** Most of a sale’s reads (vendor, day, terminal, programmes) are shared by the carrier; own are account, purse, note and record. */
const spendingCalls = 16;

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

function saleKeys(order: OrderOf<'charge' | 'pay' | 'presentCharge' | 'refund' | 'sealDay'>): Keys {
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

function holdingKeys(order: OrderOf<'sweepAccount' | 'gather' | 'transfer'>): Keys {
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

function programmeKeys(
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

function settlementKeys(
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
