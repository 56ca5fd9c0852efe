import { randomBytes } from 'node:crypto';
import {
  codeCapDefault,
  firstLimits,
  minuteMs,
  newId,
  type OrderOf,
  policyLimitsSchema,
  slipBytes,
  slipLifetimeMs,
  won,
} from '@kumoh-pay/domain';
import { saveItem } from '@kumoh-pay/server/item/item.ts';
import { insertMember } from '@kumoh-pay/server/member/store.ts';
import { newTotp } from '@kumoh-pay/server/officer/register.ts';
import { insertOfficer, type OfficerRow } from '@kumoh-pay/server/officer/store.ts';
import { importRoster } from '@kumoh-pay/server/roster/roster.ts';
import { addStaff } from '@kumoh-pay/server/staff/staff.ts';
import { saveTerminal } from '@kumoh-pay/server/terminal/store.ts';
import { keepBankAccount, saveVendor } from '@kumoh-pay/server/vendor/vendor.ts';
import type { DemoMemberKeys, DemoShopKeys, KeyHolder } from './campus.ts';
import { Hand, type Signing } from './hand.ts';
import { demoNewcomers, demoPassword, demoPins, demoStudents } from './people.ts';
import { accountSigns, type Seeding } from './seeding.ts';

/** A demo is signed in to from many browsers, and each is a replacement by the enroller alone. */
const replacementsPerDay = 100_000;
const officeRoles: OrderOf<'appointOfficer'>['body']['officer']['roles'] = [
  'approver',
  'auditor',
  'issuer',
  'registrar',
];

/** The ledger's first orders: stand-ins, officers, members, shops with their tills. */
export async function foundCampus(seeding: Seeding): Promise<void> {
  await bootstrap(seeding);
  await Promise.all(seeding.campus.officers.map((officer) => appoint(seeding, officer)));
  const [actor] = seeding.campus.officers;
  const roster = [...demoStudents, ...demoNewcomers]
    .map(({ studentNumber, name, mail }) => `${studentNumber},${name},${mail}`)
    .join('\n');
  await importRoster(seeding.parts, `학번,이름,메일\n${roster}`, actor?.id ?? '', seeding.now);
  await Promise.all(seeding.campus.members.map((member) => openWallet(seeding, member)));
  await Promise.all(seeding.campus.shops.map((shop) => openShop(seeding, shop)));
}

async function bootstrap(seeding: Seeding): Promise<void> {
  const { enroller } = seeding.parts.keys;
  const officers = seeding.campus.standIns
    .map(({ id, hand, recovery }) => ({
      id,
      key: hand.publicKey,
      recoveryKey: recovery.publicKey,
      roles: officeRoles,
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const limits = policyLimitsSchema.parse({ ...firstLimits, limitedPerDay: replacementsPerDay });
  const body = {
    until: seeding.until,
    mark: 'demo' as const,
    limits,
    enroller: { id: enroller.id, key: enroller.publicKey },
    officers,
  };
  await seeding.done('bootstrap', body, seeding.standIns);
  // Nobody signs in as a stand-in: the password is thrown away with the authenticator's secret.
  for (const standIn of seeding.campus.standIns)
    await writeOfficer(seeding, { ...standIn, roles: officeRoles }, randomBytes(32).toString('base64url'));
}

type NewOfficer = KeyHolder & { name: string; mail: string; roles: typeof officeRoles };

async function appoint(seeding: Seeding, officer: NewOfficer): Promise<void> {
  const { id, hand, recovery, roles } = officer;
  await writeOfficer(seeding, officer, demoPassword);
  const record = { id, key: hand.publicKey, recoveryKey: recovery.publicKey, roles };
  await seeding.done('appointOfficer', { until: seeding.until, officer: record }, seeding.standIns);
}

async function writeOfficer(seeding: Seeding, officer: NewOfficer, password: string): Promise<void> {
  const { id, name, mail, hand, recovery, roles } = officer;
  const row: OfficerRow = {
    id,
    name,
    mail,
    password_hash: await hashed(seeding, password),
    totp_sealed: newTotp(seeding.parts, mail).sealed,
    totp_step: 0,
    public_key: hand.publicKey,
    recovery_key: recovery.publicKey,
    roles: roles.join(','),
    state: 'active',
    created_at: seeding.now,
  };
  await insertOfficer(seeding.parts.db, row);
}

async function openWallet(seeding: Seeding, member: DemoMemberKeys): Promise<void> {
  const { id: account, hand, recovery, studentNumber, name, mail } = member;
  await insertMember(seeding.parts.db, {
    id: newId(),
    student_number: studentNumber,
    name,
    mail,
    password_hash: await hashed(seeding, demoPassword),
    account,
    state: 'active',
    paying_key: hand.publicKey,
    has_recovery: 1,
    code_cap: codeCapDefault,
    offline_allowed: 0,
    language: 'ko',
    created_at: seeding.now,
  });
  const body = { account, key: hand.publicKey, recoveryKey: recovery.publicKey };
  const { enroller } = seeding.parts.keys;
  const byEnroller: Signing = { hand: new Hand(enroller.privateKey), role: 'officer', id: enroller.id };
  await seeding.done('openAccount', body, [byEnroller, accountSigns(member)]);
}

async function hashed(seeding: Seeding, password: string): Promise<string> {
  const hash = await seeding.parts.passwords.hash(password);
  if (hash === undefined) throw new Error('more passwords at once than the queue takes');
  return hash;
}

async function openShop(seeding: Seeding, shop: DemoShopKeys): Promise<void> {
  const { parts } = seeding;
  const { vendor, name, place, feeBasisPoints, bank, items, manager, cashiers } = shop;
  const actor = `officer.${seeding.campus.standIns[0]?.id}`;
  await saveVendor(parts, actor, { id: vendor, name, place, mail: null });
  const { commitment } = await keepBankAccount(parts, actor, vendor, bank);
  const body = { until: seeding.until, vendor, feeBasisPoints, payee: commitment };
  await seeding.done('registerVendor', body, seeding.standIns);
  for (const [tile, item] of items.entries()) {
    const one = { id: newId(), name: item.name, won: won(item.won), place: tile, active: true };
    await saveItem(parts, { actor, vendor }, { ...one, category: '', soldOut: false });
  }
  await addStaff(parts, { actor, vendor }, { name: manager, role: 'manager', pin: demoPins.manager });
  for (const cashier of cashiers)
    await addStaff(parts, { actor, vendor }, { name: cashier, role: 'cashier', pin: demoPins.cashier });
  await pairTerminal(seeding, shop);
}

async function pairTerminal(seeding: Seeding, { vendor, terminal }: DemoShopKeys): Promise<void> {
  const [officer] = seeding.campus.standIns;
  if (!officer) throw new Error('a demo campus has stand-ins');
  const pairing = new Hand();
  const expires = seeding.now + slipLifetimeMs - minuteMs;
  const slip = { terminal: terminal.id, vendor, pairingKey: pairing.publicKey, expires };
  const slipSignature = officer.hand.signText(slipBytes(seeding.ledgerName, slip));
  const key = terminal.hand.publicKey;
  await seeding.done('pairTerminal', { slip, officer: officer.id, slipSignature, key }, [
    { hand: pairing, role: 'pairing', id: terminal.id },
    { hand: terminal.hand, role: 'terminal', id: terminal.id },
  ]);
  await saveTerminal(seeding.parts.db, {
    id: terminal.id,
    vendor,
    name: '1번 계산대',
    state: 'paired',
    public_key: key,
    paired_at: seeding.now,
  });
}
