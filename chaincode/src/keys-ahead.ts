import {
  issuePartSize,
  type Order,
  readPayCode,
  readRequestCode,
  type SignedOrder,
  stateKey,
} from '@kumoh-pay/domain';

/**
 * Keys that an order will ask for unless it is refused before, told from the order alone: read together, for all orders
 * of a carrier, they cost one way to the peer and back. What is not named here is read when it is asked for.
 */
export function keysAhead({ order, signatures, hints = [], part }: SignedOrder): string[] {
  return [
    stateKey('policy'),
    ...signatures.flatMap(({ by }) => signerKeys(by)),
    ...ownKeys(order, part ?? 0),
    ...hints.map((hint) => stateKey('note', ...hint.split('/'))),
  ];
}

function signerKeys(by: string): string[] {
  const [role = '', id = ''] = by.split('.');
  if (role === 'officer' || role === 'terminal') return [stateKey(role, id)];
  return role === 'account' || role === 'confirmed' ? [stateKey('account', id)] : [];
}

function ownKeys(order: Order, part: number): string[] {
  switch (order.type) {
    case 'void':
      return [];
    case 'charge': {
      const { vendor, terminal, code } = order.body;
      const account = readPayCode(code)?.account;
      return [
        stateKey('charge', vendor, order.id),
        stateKey('terminal', terminal),
        ...vendorKeys(vendor),
        ...(account === undefined ? [] : spenderKeys(account)),
      ];
    }
    case 'pay': {
      const terminal = readRequestCode(order.body.request)?.terminal;
      return [
        ...(terminal === undefined ? [] : [stateKey('terminal', terminal)]),
        ...spenderKeys(order.body.account),
      ];
    }
    case 'transfer':
      return [done(order), ...spenderKeys(order.body.from), stateKey('account', order.body.to)];
    case 'gather':
      return [done(order), ...spenderKeys(order.body.account)];
    case 'issue':
      return [
        done(order),
        stateKey('done', order.type, order.id, String(part)),
        ...order.body.receivers
          .slice(part * issuePartSize, (part + 1) * issuePartSize)
          .map(({ account }) => stateKey('account', account)),
      ];
    default:
      return [done(order)];
  }
}

const done = ({ type, id }: Order): string => stateKey('done', type, id);
const vendorKeys = (vendor: string): string[] => [stateKey('vendor', vendor), stateKey('day', vendor)];
const spenderKeys = (account: string): string[] => [stateKey('account', account), stateKey('purse', account)];
