import type { Order, PublicKey } from '@kumoh-pay/domain';

/**
 * Keys that an order brings for its own signers (`account.{id}` …): the ledger does not know them yet. A void is signed by
 * a signer of the order that it stops, so it brings the same.
 */
export function newKeysOf(order: Order): ReadonlyMap<string, PublicKey> {
  if (order.type === 'void') return order.body.type === 'order' ? newKeysOf(order.body.order) : new Map();
  if (order.type === 'bootstrap')
    return new Map(order.body.officers.map(({ id, key }) => [`officer.${id}`, key]));
  if (order.type === 'openAccount') return new Map([[`account.${order.body.account}`, order.body.key]]);
  if (order.type !== 'pairTerminal') return new Map();
  const { slip, key } = order.body;
  return new Map([
    [`terminal.${slip.terminal}`, key],
    [`pairing.${slip.terminal}`, slip.pairingKey],
  ]);
}
