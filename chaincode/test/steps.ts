import { dayBoxes, type Id, minuteMs, newId, type OrderOf, settlementFigures, won } from '@kumoh-pay/domain';
import {
  accountSigns,
  type Campus,
  officerSigns,
  type PairedTerminal,
  type Person,
  terminalSigns,
} from './campus.ts';
import { digestOf, Hand, type Signing } from './hand.ts';

/** What must have happened before an order may. */

export const boxes = Array.from({ length: dayBoxes }, (_, box) => box);
export const confirmedSigns = ({ id, hand }: Person): Signing => ({ hand, role: 'confirmed', id });
export const freshKey = (): string => new Hand().publicKey;

export async function fundedMember(campus: Campus, amount = 20_000): Promise<Person> {
  const member = await campus.member();
  await campus.issue(await campus.programme(), amount, member);
  return member;
}

export async function paidCharge(
  campus: Campus,
): Promise<{ terminal: PairedTerminal; payer: Person; charge: Id }> {
  const [terminal, payer] = [await campus.terminal(await campus.vendor()), await fundedMember(campus)];
  const order = campus.charge(terminal, payer, 5_000);
  if ((await campus.outcome(order)) !== 'done') throw new Error('the charge was refused');
  return { terminal, payer, charge: order.order.id };
}

/** An offline charge of somebody who has nothing. */
export async function bouncedCharge(
  campus: Campus,
): Promise<{ terminal: PairedTerminal; payer: Person; charge: Id }> {
  const payer = await campus.member();
  campus.pass(120 * minuteMs);
  const terminal = await campus.terminal(await campus.vendor());
  const order = campus.offlineCharge(terminal, payer, 5_000);
  if ((await campus.outcome(order)) !== 'done') throw new Error('the charge was refused');
  return { terminal, payer, charge: order.order.id };
}

export async function counted(campus: Campus): Promise<Id> {
  const { terminal } = await paidCharge(campus);
  await campus.done('sealDay', { vendor: terminal.vendor, day: 1 }, [terminalSigns(terminal)]);
  await campus.done('countDay', { vendor: terminal.vendor, day: 1, boxes }, [officerSigns(campus.enroller)]);
  return terminal.vendor;
}

export function figures(campus: Campus, vendor: Id): string {
  const [settlement, record] = [campus.record('settlement', vendor, '1'), campus.record('vendor', vendor)];
  if (!settlement || !record) throw new Error('no settlement');
  return digestOf(settlementFigures(campus.ledger.name, vendor, 1, settlement, record.payee));
}

export async function approved(campus: Campus): Promise<Id> {
  const vendor = await counted(campus);
  await campus.done(
    'approveSettlement',
    { until: campus.until, vendor, day: 1, shown: figures(campus, vendor) },
    [officerSigns(campus.kim)],
  );
  return vendor;
}

export async function prepared(campus: Campus): Promise<Id> {
  const vendor = await approved(campus);
  const settlements = [{ vendor, day: 1, shown: figures(campus, vendor) }];
  return (
    await campus.done('preparePayout', { until: campus.until, fileHash: digestOf('file'), settlements }, [
      officerSigns(campus.lee),
    ])
  ).order.id;
}

export type Roles = OrderOf<'appointOfficer'>['body']['officer']['roles'];
export async function appointed(campus: Campus, roles: Roles): Promise<Person> {
  const person: Person = { id: newId(), hand: new Hand(), recovery: new Hand() };
  const officer = {
    id: person.id,
    key: person.hand.publicKey,
    recoveryKey: person.recovery.publicKey,
    roles,
  };
  await campus.done('appointOfficer', { until: campus.until, officer }, campus.both);
  return person;
}

export async function suspended(campus: Campus): Promise<Person> {
  const member = await campus.member();
  await campus.done('suspendAccount', { account: member.id }, [accountSigns(member)]);
  return member;
}

export async function closed(campus: Campus): Promise<Person> {
  const member = await fundedMember(campus);
  await campus.done(
    'closeAccount',
    { until: campus.until, account: member.id, shown: campus.shown('account', member.id) },
    campus.both,
  );
  return member;
}

export async function limited(campus: Campus): Promise<{ member: Person; thief: Hand }> {
  const [member, thief] = [await campus.member(), new Hand()];
  await campus.done('replaceKey', { account: member.id, key: thief.publicKey }, [
    officerSigns(campus.enroller),
  ]);
  return { member, thief };
}

export const programmeTerms = {
  funder: 'coop',
  firstDay: '2026-11-01',
  lastDay: '2026-12-31',
  budget: won(1_000_000),
  vendors: null,
  transferable: true,
};
