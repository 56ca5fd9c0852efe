import type { OrderOf, OrderType } from '@kumoh-pay/domain';
import { idOf } from '../model/keys.ts';
import { sha256 } from './drafts.ts';
import type { Maker } from './maker.ts';
import type { World } from './world.ts';

const wrongShown = (flaw: number): boolean => flaw >= 94;

async function seen(world: World, flaw: number, record: string) {
  const { digest, shown } = await world.drafts.shown(record);
  const wrong = wrongShown(flaw);
  return { shownDigest: wrong ? 'a'.repeat(64) : digest, shown: wrong ? {} : shown };
}

export const makeSettlements: Partial<Record<OrderType, Maker>> = {
  countDay(world, step) {
    const { vendor, day } = world.settlement(step.a, 'sealed', 'counting');
    const counted = world.model.state.vendors.get(vendor)?.settlements.get(day)?.boxes ?? [];
    const left = Array.from({ length: 32 }, (_, box) => box).filter((box) => !counted.includes(box));
    const boxes = left.length === 0 || step.flaw >= 92 ? [0] : step.b % 6 === 0 ? left.slice(0, 16) : left;
    return world.drafts.draft(step, 'countDay', { vendor, day, boxes }, [world.enroller]);
  },
  async approveSettlement(world, step) {
    const line = world.settlement(step.a, step.flaw >= 80 ? 'counting' : 'counted', 'counted');
    const { shownDigest, shown } = await seen(world, step.flaw, `settlement/${line.vendor}/${line.day}`);
    return world.drafts.draft(
      step,
      'approveSettlement',
      { until: world.drafts.until, shown: shownDigest, ...line },
      [world.officer('approver', step.b)],
      { shown },
    );
  },
  async rejectSettlement(world, step) {
    const line = world.settlement(step.a, step.b % 2 === 0 ? 'counted' : 'approved');
    const { shownDigest, shown } = await seen(world, step.flaw, `settlement/${line.vendor}/${line.day}`);
    const body = { until: world.drafts.until, shown: shownDigest, ...line, reason: 'under-review' } as const;
    return world.drafts.draft(step, 'rejectSettlement', body, [world.officer('approver', step.b)], { shown });
  },
  async preparePayout(world, step) {
    const lines = [
      world.settlement(step.a, 'approved'),
      ...(step.c % 3 === 0 ? [world.settlement(step.a + 1, 'approved')] : []),
    ];
    const different = lines.filter(
      (one, place) =>
        lines.findIndex((other) => other.vendor === one.vendor && other.day === one.day) === place,
    );
    const sorted = different.sort((left, right) =>
      left.vendor === right.vendor ? left.day - right.day : left.vendor < right.vendor ? -1 : 1,
    );
    const settlements: OrderOf<'preparePayout'>['body']['settlements'] = [];
    const shown: Record<string, string> = {};
    for (const line of sorted) {
      const record = `settlement/${line.vendor}/${line.day}`;
      const one = await seen(world, step.flaw, record);
      settlements.push({ ...line, shown: one.shownDigest });
      Object.assign(shown, one.shown);
    }
    const body = { until: world.drafts.until, fileHash: sha256(`file ${step.c}`), settlements };
    return world.drafts.draft(step, 'preparePayout', body, [world.officer('approver', step.b)], { shown });
  },
  async cancelPayout(world, step) {
    const batch = batchOf(world, step.a);
    const { shownDigest, shown } = await seen(world, step.flaw, `payout/${batch}`);
    return world.drafts.draft(
      step,
      'cancelPayout',
      { until: world.drafts.until, shown: shownDigest, batch },
      world.two('approver', 'approver', step.b),
      { shown },
    );
  },
  async recordPayout(world, step) {
    const batch = batchOf(world, step.a);
    const { shownDigest, shown } = await seen(world, step.flaw, `payout/${batch}`);
    const lines = world.model.state.payouts.get(batch)?.lines ?? [];
    const returned =
      step.flaw >= 80 && step.flaw < 90
        ? [{ vendor: idOf('no vendor'), day: 1 }]
        : step.c % 3 === 0
          ? lines.slice(0, 1)
          : [];
    const uninvolved =
      step.c % 8 === 0 ? world.officer('approver', step.b) : uninvolvedIn(world, batch, step.b);
    return world.drafts.draft(
      step,
      'recordPayout',
      { until: world.drafts.until, shown: shownDigest, batch, returned },
      [uninvolved],
      { shown },
    );
  },
};

/** An approver who neither prepared nor approved any of the batch, if there is one. */
function uninvolvedIn(world: World, batch: string, n: number): string {
  const { payouts, vendors, officers } = world.model.state;
  const payout = payouts.get(batch);
  const involved = new Set([
    payout?.preparedBy,
    ...(payout?.lines ?? []).map(({ vendor, day }) => vendors.get(vendor)?.settlements.get(day)?.approvedBy),
  ]);
  const free = [...officers].find(
    ([id, one]) => one.active && one.roles.includes('approver') && !involved.has(id),
  );
  return free ? `officer.${free[0]}` : world.officer('approver', n);
}

function batchOf(world: World, n: number): string {
  const batches = [...world.model.state.payouts];
  const open = batches.filter(([, { state }]) => state === 'open');
  const [id] =
    (n % 4 === 3 ? batches : open)[n % Math.max(1, n % 4 === 3 ? batches.length : open.length)] ?? [];
  return n % 31 === 30 || id === undefined ? idOf('no batch') : id;
}
