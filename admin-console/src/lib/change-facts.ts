import { type OrderOf, type PolicyLimits, sumWon, won } from '@kumoh-pay/domain';
import { fingerprint } from '@kumoh-pay/domain/fingerprint.ts';
import { formatNumber, sayWon, words } from '@kumoh-pay/ui';
import { names } from './names.svelte.ts';
import { readRecord } from './records.ts';
import type { Fact } from './signing.svelte.ts';

/** What an order changes, from what to what: who signs second has not seen the form that the first one filled in. */
const change = (before: string | undefined, after: string): string =>
  before === undefined || before === after ? after : `${before} → ${after}`;

/** 250 basis points are 2.5 %. */
export const feeInWords = (basisPoints: number): string => `${basisPoints / 100} %`;

/** The policy's limits: amounts in won, but for days and counts. */
export function limitFacts(limits: PolicyLimits): Fact[] {
  const say: Record<string, string> = words().console.orders.limits;
  return Object.entries(limits).map(([name, value]) => ({
    label: say[name] ?? name,
    value: name.endsWith('Cap') ? sayWon(value) : formatNumber(value),
  }));
}

/** The limits that differ from those in force; all, where none does any more. */
export async function policyFacts(limits: PolicyLimits): Promise<Fact[]> {
  const now = limitFacts((await readRecord('policy'))?.record.limits ?? limits);
  const all = limitFacts(limits);
  const changed = all.flatMap(({ label, value }, place) => {
    const before = now[place]?.value;
    return before === value ? [] : [{ label, value: change(before, value), strong: true }];
  });
  if (changed.length === 0) return all;
  const { facts } = words().console.orders;
  return [...changed, { label: facts.limits, value: facts.othersStay(all.length - changed.length) }];
}

export async function programmeFacts(order: OrderOf<'createProgramme' | 'changeProgramme'>): Promise<Fact[]> {
  const { body } = order;
  const say = words().console.orders.facts;
  const before = 'funder' in body ? undefined : (await readRecord('programme', body.programme))?.record;
  const vendors = (ids: readonly string[] | null) => ids?.map(names.vendor).join(', ') ?? say.everywhere;
  const facts: Fact[] = [{ label: say.programme, value: names.programme(body.programme), strong: true }];
  if ('funder' in body) {
    facts.push({ label: say.funder, value: body.funder });
    facts.push({ label: say.period, value: `${body.firstDay} – ${body.lastDay}` });
    facts.push({ label: say.transferable, value: body.transferable ? say.yes : say.no });
  } else facts.push({ label: say.lastDay, value: change(before?.lastDay, body.lastDay) });
  const budget = change(before && sayWon(before.budget), sayWon(body.budget));
  facts.push({ label: say.budget, value: budget, strong: true });
  facts.push({ label: say.takenAt, value: change(before && vendors(before.vendors), vendors(body.vendors)) });
  return facts;
}

export async function vendorFacts({ body }: OrderOf<'registerVendor' | 'changeVendor'>): Promise<Fact[]> {
  const say = words().console.orders.facts;
  const before = 'shown' in body ? (await readRecord('vendor', body.vendor))?.record : undefined;
  const facts: Fact[] = [{ label: say.vendor, value: names.vendor(body.vendor), strong: true }];
  if (body.feeBasisPoints !== undefined) {
    const fee = change(before && feeInWords(before.feeBasisPoints), feeInWords(body.feeBasisPoints));
    facts.push({ label: say.fee, value: fee });
  }
  if (body.payee !== undefined)
    facts.push({
      label: say.bankAccount,
      value: body.payee === null ? say.noBankAccount : fingerprint(body.payee),
    });
  if ('active' in body && body.active !== undefined)
    facts.push({ label: say.state, value: body.active ? say.open : say.closed });
  return facts;
}

/** Each line of a batch with its sum, as the ledger has it, and what of it the bank has returned. */
export async function payoutFacts({ body }: OrderOf<'cancelPayout' | 'recordPayout'>): Promise<Fact[]> {
  const say = words().console.orders.facts;
  const payout = (await readRecord('payout', body.batch))?.record;
  const lines = await Promise.all(
    (payout?.settlements ?? []).map(async ({ vendor, day }) => {
      const settlement = await readRecord('settlement', vendor, String(day));
      return {
        label: `${names.vendor(vendor)} · ${say.dayNumber(day)}`,
        net: won(settlement?.record.net ?? 0),
      };
    }),
  );
  const returned = 'returned' in body ? body.returned : [];
  return [
    ...lines.map(({ label, net }) => ({ label, value: sayWon(net) })),
    { label: say.total, value: sayWon(sumWon(lines.map(({ net }) => net))), strong: true },
    ...returned.map(({ vendor, day }) => ({
      label: say.returned,
      value: `${names.vendor(vendor)} · ${say.dayNumber(day)}`,
      strong: true,
    })),
  ];
}
