import type { Order } from '@kumoh-pay/domain';

/** Keys that an order brings for those who sign it and are not known yet. */
export function newKeysOf(order: Order): Map<string, string> {
  const keys = new Map<string, string>();
  if (order.type === 'bootstrap')
    for (const { id, key } of order.body.officers) keys.set(`officer.${id}`, key);
  if (order.type === 'openAccount') keys.set(`account.${order.body.account}`, order.body.key);
  if (order.type === 'pairTerminal') {
    keys.set(`terminal.${order.body.slip.terminal}`, order.body.key);
    keys.set(`pairing.${order.body.slip.terminal}`, order.body.slip.pairingKey);
  }
  return keys;
}
