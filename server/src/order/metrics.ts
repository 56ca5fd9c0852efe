import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** What is measured of the way to the ledger; the local door merges this registry into its own. */
export interface MoneyMetrics {
  registry: Registry;
  outcomes: Counter<'type' | 'state' | 'code'>;
  carrierOrders: Histogram;
  carriersInvalid: Counter<'code'>;
  answerSeconds: Histogram<'type'>;
  waiting: Gauge;
  projectionLag: Gauge;
}

export function moneyMetrics(): MoneyMetrics {
  const registers = [new Registry()];
  const [registry = new Registry()] = registers;
  return {
    registry,
    outcomes: new Counter({
      name: 'kumoh_orders_total',
      help: 'Orders by what they came to.',
      labelNames: ['type', 'state', 'code'],
      registers,
    }),
    carrierOrders: new Histogram({
      name: 'kumoh_carrier_orders',
      help: 'Orders of a carrier.',
      buckets: [1, 2, 4, 8, 16, 32, 64],
      registers,
    }),
    carriersInvalid: new Counter({
      name: 'kumoh_carriers_invalid_total',
      help: 'Carriers that failed validation.',
      labelNames: ['code'],
      registers,
    }),
    answerSeconds: new Histogram({
      name: 'kumoh_order_answer_seconds',
      help: 'From an order to its answer.',
      labelNames: ['type'],
      buckets: [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10],
      registers,
    }),
    waiting: new Gauge({ name: 'kumoh_orders_waiting', help: 'Orders in the carrier queue.', registers }),
    projectionLag: new Gauge({
      name: 'kumoh_projection_lag_blocks',
      help: 'Blocks that the index is behind the ledger.',
      registers,
    }),
  };
}
