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

/**
 * A void is signed by a signer of the order that it stops, whose key may not be on the ledger yet. Of a signer whom the
 * ledger knows its own key counts: else a made-up order could speak in anybody's name.
 */
export function newKeysOfStopped(order: Order): ReadonlyMap<string, PublicKey> {
  if (order.type !== 'void' || order.body.type !== 'order') return new Map();
  const stopped = order.body.order;
  return stopped.type === 'openAccount' || stopped.type === 'pairTerminal' ? newKeysOf(stopped) : new Map();
}
