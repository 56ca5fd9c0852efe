import { isServersNo } from '@kumoh-pay/device/trouble.ts';
import type { Bound } from '@kumoh-pay/device/within-reason.ts';
import type { Id } from '@kumoh-pay/domain';
import { z } from 'zod';
import { keep } from '../kept.ts';
import { api, withinReason } from '../line.ts';

/** Outlives a reload: this tablet was locked, and the server may not know. */
export const lockOwed = keep('lock-owed', z.literal(true));

export const unlockDoor = {
  unlock: (given: { staff: Id; pin: string }, bound: Bound) => api.staff.unlock.mutate(given, bound),
  me: (bound: Bound) => api.staff.me.query(undefined, bound),
};

/** Who may open this tablet with the server, and how it is left again. */
export const staffDoor = {
  me: () => unlockDoor.me(withinReason()),
  unlock: async (opened: { staff: Id; pin: string }) => (await unlockDoor.unlock(opened, withinReason())).ok,
  lock: async () => {
    try {
      await api.staff.lock.mutate(undefined, withinReason());
    } catch (error) {
      // Its own no: there is no such session any more.
      if (!isServersNo(error)) throw error;
    }
  },
};
