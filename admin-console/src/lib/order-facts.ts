import {
  type OrderOf,
  type OrderType,
  type PolicyLimits,
  sha256Hex,
  sumWon,
  utf8,
  type VoidableType,
} from '@kumoh-pay/domain';
import { formatNumber, sayDayAndTime, sayWon, words } from '@kumoh-pay/ui';
import { names } from './names.svelte.ts';
import type { Fact } from './signing.svelte.ts';

/** Enough of a fingerprint to compare by eye: 64 bits. */
const fingerprintLength = 16;
const fingerprint = (hex: string): string => hex.slice(0, fingerprintLength).match(/.{4}/g)?.join(' ') ?? hex;
/** A key's fingerprint, as two people read it to each other. */
export const fingerprintOf = async (key: string): Promise<string> => fingerprint(await sha256Hex(utf8(key)));
/** So many receivers are looked up by name for the sheet; the whole list is in the result file. */
const receiversNamed = 200;

export type AnyOrder = OrderOf<VoidableType>;

/** An order in words, read from the order itself: what the first officer signs and the second one sees. */
export async function factsOf(order: AnyOrder): Promise<Fact[]> {
  const accounts = accountsIn(order);
  if (accounts.length > 0) await names.findPeople(accounts);
  const facts = await bodyFacts(order);
  const { facts: say } = words().console.orders;
  if ('until' in order.body && order.body.until !== undefined)
    facts.push({ label: say.until, value: sayDayAndTime(order.body.until) });
  return facts;
}

function accountsIn({ body }: AnyOrder): string[] {
  if ('receivers' in body) return body.receivers.slice(0, receiversNamed).map(({ account }) => account);
  return 'account' in body && typeof body.account === 'string' ? [body.account] : [];
}

export const titleOf = (type: OrderType): string => {
  const { titles } = words().console.orders;
  return isNamed(type, titles) ? titles[type] : type;
};
export const undoOf = (type: OrderType): string => {
  const { undo } = words().console.orders;
  return isNamed(type, undo) ? undo[type] : '';
};
const isNamed = <Names extends object>(name: PropertyKey, all: Names): name is keyof Names => name in all;

async function bodyFacts(order: AnyOrder): Promise<Fact[]> {
  const say = words().console.orders.facts;
  switch (order.type) {
    case 'createProgramme':
    case 'changeProgramme':
      return programmeFacts(order.body);
    case 'issue':
    case 'revoke':
      return issueFacts(order.body);
    case 'registerVendor':
    case 'changeVendor':
      return vendorFacts(order.body);
    case 'suspendAccount':
    case 'resumeAccount':
    case 'closeAccount':
      return [{ label: say.member, value: names.account(order.body.account), strong: true }];
    case 'appointOfficer':
      return [
        { label: say.officer, value: names.officer(order.body.officer.id), strong: true },
        { label: say.roles, value: rolesInWords(order.body.officer.roles) },
        { label: say.key, value: await fingerprintOf(order.body.officer.key) },
      ];
    case 'replaceOfficerKey':
      return [
        { label: say.officer, value: names.officer(order.body.officer), strong: true },
        { label: say.key, value: await fingerprintOf(order.body.key), strong: true },
      ];
    case 'confirmKey':
      return [
        { label: say.member, value: names.account(order.body.account), strong: true },
        { label: say.phoneKey, value: await fingerprintOf(order.body.key) },
      ];
    case 'retireOfficer':
      return [{ label: say.officer, value: names.officer(order.body.officer), strong: true }];
    case 'setPolicy':
      return limitFacts(order.body.limits);
    case 'cancelPayout':
    case 'recordPayout':
      return [{ label: say.batch, value: order.body.batch }];
    case 'approveSettlement':
    case 'rejectSettlement':
      return [
        { label: say.vendor, value: names.vendor(order.body.vendor), strong: true },
        { label: say.settlementDay, value: say.dayNumber(order.body.day) },
      ];
    default:
      return [{ label: say.order, value: order.id }];
  }
}

/** The policy's limits: amounts in won, but for days and counts. */
export function limitFacts(limits: PolicyLimits): Fact[] {
  const say = words().console.orders.limits;
  return Object.entries(limits).map(([name, value]) => ({
    label: isNamed(name, say) ? say[name] : name,
    value: name.endsWith('Cap') ? sayWon(value) : formatNumber(value),
  }));
}

export function rolesInWords(roles: readonly string[]): string {
  const { roles: say } = words().console.people;
  return roles.map((role) => (isNamed(role, say) ? say[role] : role)).join(', ');
}

function programmeFacts(body: OrderOf<'createProgramme' | 'changeProgramme'>['body']): Fact[] {
  const say = words().console.orders.facts;
  const facts: Fact[] = [{ label: say.programme, value: names.programme(body.programme), strong: true }];
  if ('funder' in body) {
    facts.push({ label: say.funder, value: body.funder });
    facts.push({ label: say.period, value: `${body.firstDay} – ${body.lastDay}` });
    facts.push({ label: say.transferable, value: body.transferable ? say.yes : say.no });
  } else facts.push({ label: say.period, value: `– ${body.lastDay}` });
  facts.push({ label: say.budget, value: sayWon(body.budget), strong: true });
  facts.push({ label: say.takenAt, value: body.vendors?.map(names.vendor).join(', ') ?? say.everywhere });
  return facts;
}

function issueFacts({ programme, receivers }: OrderOf<'issue'>['body']): Fact[] {
  const say = words().console.orders.facts;
  const amounts = receivers.map(({ amount }) => amount);
  const [first] = receivers;
  const who = first ? names.account(first.account) : say.none;
  const facts: Fact[] = [
    { label: say.programme, value: names.programme(programme) },
    {
      label: say.receivers,
      value: receivers.length > 1 ? say.receiversMore(who, receivers.length - 1) : who,
    },
  ];
  if (receivers.length > 1 && new Set(amounts).size === 1 && amounts[0] !== undefined)
    facts.push({ label: say.each, value: sayWon(amounts[0]) });
  facts.push({ label: say.total, value: sayWon(sumWon(amounts)), strong: true });
  return facts;
}

function vendorFacts(body: OrderOf<'registerVendor' | 'changeVendor'>['body']): Fact[] {
  const say = words().console.orders.facts;
  const facts: Fact[] = [{ label: say.vendor, value: names.vendor(body.vendor), strong: true }];
  if (body.feeBasisPoints !== undefined)
    facts.push({ label: say.fee, value: feeInWords(body.feeBasisPoints) });
  if (body.payee !== undefined)
    facts.push({
      label: say.bankAccount,
      value: body.payee === null ? say.noBankAccount : fingerprint(body.payee),
    });
  if ('active' in body && body.active !== undefined)
    facts.push({ label: say.state, value: body.active ? say.open : say.closed });
  return facts;
}

/** 250 basis points are 2.5 %. */
export const feeInWords = (basisPoints: number): string => `${basisPoints / 100} %`;
