import { settle } from '@kumoh-pay/device/outbox.ts';
import { api, withinReason } from '../line.ts';
import { branded, keptCharges } from '../sale-door.ts';
import { OfflineQueue } from './queue.svelte.ts';

/** The queue of this tablet's own disk. */
export const offlineQueue = (): OfflineQueue =>
  new OfflineQueue({
    waiting: async () => (await keptCharges()).filter(({ signed }) => signed.order.body.offline),
    send: ({ signed, basket, staff }) =>
      api.sale.late.mutate({ signed, basket: branded(basket), staff: staff ?? '' }, withinReason()),
    settle,
  });
