import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { hourMs, newId, type OfficerRole } from '@kumoh-pay/domain';
import { hashSync } from '@node-rs/argon2';
import type { Database } from '../src/db/index.ts';
import { cookieNames } from '../src/doors/cookies.ts';
import { type Keys, readKeys } from '../src/keys/keys.ts';
import { insertMember } from '../src/member/store.ts';
import { newTotp } from '../src/officer/register.ts';
import { insertOfficer } from '../src/officer/store.ts';
import { type NewSession, startSession } from '../src/session/session.ts';
import { insertStaff } from '../src/staff/store.ts';
import { saveTerminal } from '../src/terminal/store.ts';
import type { Campus } from './campus.ts';
import type { Who } from './roles-of-procedures.ts';
import { newSigner } from './signer.ts';

/** Of a password that nobody has: read as any other, and never right. */
const hashOfNobody = hashSync(randomBytes(16));

/** Somebody who knocks at a door: what they are, and the cookies that a new session of theirs has. */
export interface Caller {
  name: string;
  is: ReadonlySet<string>;
  cookies(): Promise<Record<string, string>>;
}

/** Whether the table of roles lets this caller through. */
export function may(caller: Caller, who: Who): boolean {
  if (who === 'anyone') return true;
  const fresh = who.startsWith('fresh ');
  const roles = who.replace('fresh ', '').split('|');
  return roles.some((role) => caller.is.has(role)) && (!fresh || caller.is.has('fresh'));
}

/** One of each kind, written straight into the tables: who they are is not what is tested with them. */
export async function everyCaller({ db, config }: Pick<Campus, 'db' | 'config'>): Promise<Caller[]> {
  const keys = await readKeys(join(config.dataDirectory, 'keys'));
  const [terminal, otherTerminal] = [await newTerminal(db), await newTerminal(db)];
  const cashier = await newStaff(db, terminal.vendor, 'cashier');
  const manager = await newStaff(db, terminal.vendor, 'manager');
  const stranger = await newStaff(db, otherTerminal.vendor, 'manager');
  const atTerminal = { kind: 'terminal', subject: terminal.id } as const;
  const unlocked = (subject: string, at: string) => [
    atTerminal,
    { kind: 'staff', subject, terminal: at } as const,
  ];
  const callers = [
    caller(db, 'nobody', [], []),
    caller(db, 'a member', ['member'], [{ kind: 'member', subject: await newMember(db, 'active') }]),
    caller(
      db,
      'a member who waits for a registrar',
      [],
      [{ kind: 'member', subject: await newMember(db, 'waiting') }],
    ),
    caller(db, 'a locked terminal', ['terminal'], [atTerminal]),
    caller(db, 'a cashier', ['terminal', 'cashier'], unlocked(cashier, terminal.id)),
    caller(db, 'a manager', ['terminal', 'cashier', 'manager'], unlocked(manager, terminal.id)),
    caller(
      db,
      'a manager whose session is of another terminal',
      ['terminal'],
      unlocked(manager, otherTerminal.id),
    ),
    caller(db, 'a manager of another vendor', ['terminal'], unlocked(stranger, terminal.id)),
    caller(db, 'a manager without a terminal', [], unlocked(manager, terminal.id).slice(1)),
  ];
  return [...callers, ...(await everyOfficer(db, keys))];
}

async function everyOfficer(db: Database, keys: Keys): Promise<Caller[]> {
  const callers: Caller[] = [];
  const invited = await newOfficer(db, keys, null);
  callers.push(
    caller(
      db,
      'an invited person whom nobody has appointed',
      ['registered', 'fresh'],
      [{ kind: 'officer', subject: invited, totpAt: Date.now() }],
    ),
  );
  const roles: OfficerRole[][] = [[], ['issuer'], ['approver'], ['registrar'], ['auditor']];
  for (const held of roles) {
    const subject = await newOfficer(db, keys, held);
    const is = ['registered', 'officer', ...held];
    const name = `an officer, ${held[0] ?? 'no role'}`;
    callers.push(caller(db, name, ['fresh', ...is], [{ kind: 'officer', subject, totpAt: Date.now() }]));
    callers.push(caller(db, `${name}, authenticator not shown`, is, [{ kind: 'officer', subject }]));
    callers.push(
      caller(db, `${name}, shown an hour ago`, is, [
        { kind: 'officer', subject, totpAt: Date.now() - hourMs },
      ]),
    );
  }
  callers.push(
    caller(
      db,
      'a retired officer',
      [],
      [{ kind: 'officer', subject: await newOfficer(db, keys, ['approver'], 0) }],
    ),
  );
  return callers;
}

const caller = (
  db: Database,
  name: string,
  is: string[],
  sessions: Omit<NewSession, 'device'>[],
): Caller => ({
  name,
  is: new Set(is),
  cookies: async () => {
    const started = await Promise.all(sessions.map((one) => startSession(db, { ...one, device: 'test' })));
    return Object.fromEntries(started.map((session) => [cookieNames[session.kind], session.token]));
  },
});

async function newMember(db: Database, state: 'active' | 'waiting'): Promise<string> {
  const id = newId();
  const person = {
    student_number: String(Math.floor(Math.random() * 1e12)),
    name: '가',
    mail: `${id}@kumoh.ac.kr`,
    password_hash: null,
  };
  const wallet = {
    account: newId(),
    paying_key: newSigner().key,
    has_recovery: 0,
    code_cap: 1,
    offline_allowed: 0,
  };
  await insertMember(db, { id, ...person, ...wallet, state, language: 'ko', created_at: 1 });
  return id;
}

async function newTerminal(db: Database): Promise<{ id: string; vendor: string }> {
  const place = { id: newId(), vendor: newId() };
  await saveTerminal(db, {
    ...place,
    name: '계산대',
    state: 'paired',
    public_key: newSigner().key,
    paired_at: 1,
  });
  return place;
}

async function newStaff(db: Database, vendor: string, role: 'cashier' | 'manager'): Promise<string> {
  const id = newId();
  await insertStaff(db, { id, vendor, name: '나', role, pin_hash: hashOfNobody, active: 1, created_at: 1 });
  return id;
}

/** @param roles null: registered, and not on the ledger. */
async function newOfficer(
  db: Database,
  keys: Keys,
  roles: OfficerRole[] | null,
  active: 0 | 1 = 1,
): Promise<string> {
  const id = newId();
  const mail = `${id}@kumoh.ac.kr`;
  const [key, recovery] = [newSigner().key, newSigner().key];
  await insertOfficer(db, {
    id,
    name: '다',
    mail,
    password_hash: hashOfNobody,
    public_key: key,
    recovery_key: recovery,
    totp_sealed: newTotp({ keys }, mail).sealed,
    totp_step: 1,
    roles: '',
    state: roles === null ? 'appointed' : 'active',
    created_at: 1,
  });
  if (roles === null) return id;
  await db
    .insertInto('ledger_officer')
    .values({ officer: id, key, recovery_key: recovery, roles: roles.join(','), active })
    .execute();
  return id;
}
