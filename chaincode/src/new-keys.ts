import type { Order, PublicKey } from '@kumoh-pay/domain';

/** Keys that an order brings for its own signers (`account.{id}` …): the ledger does not know them yet. */
export function newKeysOf(order: Order): ReadonlyMap<string, PublicKey> {
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
