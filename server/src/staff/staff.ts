import { hourMs, newId, ok, type Result, refuse, secondMs } from '@kumoh-pay/domain';
import { noteAct } from '../audit-log/audit-log.ts';
import { type Database, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { forgetTries, takeTry } from '../limit/allowance.ts';
import { type Session, startSession } from '../session/session.ts';
import { deleteSessionsOf } from '../session/store.ts';
import { findStaff, insertStaff, type StaffRow, staffOf, updateStaff } from './store.ts';
import type { StaffRole } from './tables.ts';

/** Five tries, then a wait that grows: 10,000 PINs take years. */
const pinTries = { free: 5, firstWaitMs: 30 * secondMs, longestMs: hourMs };

/** PINs are short, so that only their peppered form is hashed: a stolen table alone gives none. */
const peppered = ({ keys }: Pick<ServerParts, 'keys'>, staff: string, pin: string): string =>
  keys.pepper('pin', `${staff}\n${pin}`).toString('base64url');

/** 0000 and 1111 are what everybody tries first. */
const isWeakPin = (pin: string): boolean =>
  /^(.)\1+$/.test(pin) || '0123456789'.includes(pin) || '9876543210'.includes(pin);

/** Whoever of the vendor's staff has this PIN; wrong ones are counted by person, on whatever terminal. */
export async function provePin(
  parts: ServerParts,
  vendor: string,
  staff: string,
  pin: string,
): Promise<Result<StaffRow>> {
  const { db, passwords, now } = parts;
  const row = await findStaff(db, staff);
  if (!row?.active || row.vendor !== vendor) return refuse('PIN_WRONG');
  if (!(await takeTry(db, ['pin', staff], pinTries, now()))) return refuse('TOO_MANY_TRIES');
  const right = await passwords.verify(row.pin_hash, peppered(parts, staff, pin));
  if (right === undefined) return refuse('TOO_MANY_TRIES', 'busy');
  if (!right) return refuse('PIN_WRONG');
  await forgetTries(db, ['pin', staff]);
  return ok(row);
}

/** For what needs a manager standing there, while a cashier's session goes on. Only the server's word: the ledger knows no PINs. */
export async function proveManager(
  parts: ServerParts,
  vendor: string,
  manager: string,
  pin: string,
): Promise<Result<StaffRow>> {
  const proven = await provePin(parts, vendor, manager, pin);
  return proven.ok && proven.value.role !== 'manager' ? refuse('NOT_AUTHORISED', 'manager') : proven;
}

/** Opens a terminal for one shift. */
export async function unlock(
  parts: ServerParts,
  terminal: { id: string; vendor: string },
  input: { staff: string; pin: string; device: string },
): Promise<Result<Session>> {
  const proven = await provePin(parts, terminal.vendor, input.staff, input.pin);
  if (!proven.ok) return proven;
  return ok(
    await startSession(parts.db, {
      kind: 'staff',
      subject: input.staff,
      terminal: terminal.id,
      device: input.device,
    }),
  );
}

export interface NewStaff {
  name: string;
  role: StaffRole;
  pin: string;
}

/** The row of a new one, hashed before any transaction. */
export async function newStaffRow(
  parts: ServerParts,
  vendor: string,
  { name, role, pin }: NewStaff,
): Promise<Result<StaffRow>> {
  if (isWeakPin(pin)) return refuse('PASSWORD_WEAK', 'pin');
  const id = newId();
  const hash = await parts.passwords.hash(peppered(parts, id, pin));
  if (hash === undefined) return refuse('TOO_MANY_TRIES', 'busy');
  return ok({ id, vendor, name, role, pin_hash: hash, active: 1, created_at: parts.now() });
}

export async function addStaff(
  parts: ServerParts,
  by: { actor: string; vendor: string },
  staff: NewStaff,
): Promise<Result<{ staff: string }>> {
  const row = await newStaffRow(parts, by.vendor, staff);
  if (!row.ok) return row;
  await transaction(parts.db, async (tx) => {
    await insertStaff(tx, row.value);
    const { id, name, role } = row.value;
    await noteAct(
      tx,
      { actor: by.actor, act: 'addStaff', subject: `staff.${id}`, after: { vendor: by.vendor, name, role } },
      parts.now(),
    );
  });
  return ok({ staff: row.value.id });
}

/** Name, role, PIN or leaving. A new PIN and leaving end the person's sessions; a vendor keeps at least one manager. */
export async function changeStaff(
  parts: ServerParts,
  by: { actor: string; vendor: string },
  id: string,
  change: {
    name?: string | undefined;
    role?: StaffRole | undefined;
    pin?: string | undefined;
    active?: boolean | undefined;
  },
): Promise<Result<null>> {
  const { name, role, pin, active } = change;
  if (pin !== undefined && isWeakPin(pin)) return refuse('PASSWORD_WEAK', 'pin');
  const hash = pin === undefined ? null : await parts.passwords.hash(peppered(parts, id, pin));
  if (hash === undefined) return refuse('TOO_MANY_TRIES', 'busy');
  return transaction(parts.db, async (tx) => {
    const before = await findStaff(tx, id);
    if (!before || before.vendor !== by.vendor || !before.active) return refuse('UNKNOWN_MEMBER', 'staff');
    const staysManager = (role ?? before.role) === 'manager' && active !== false;
    if (before.role === 'manager' && !staysManager && (await managersOf(tx, by.vendor)) < 2)
      return refuse('NOT_AUTHORISED', 'last manager');
    await updateStaff(tx, id, {
      ...(name !== undefined && { name }),
      ...(role !== undefined && { role }),
      ...(hash !== null && { pin_hash: hash }),
      ...(active === false && { active: 0 }),
    });
    if (hash !== null || active === false || role !== undefined) await deleteSessionsOf(tx, 'staff', id, '');
    const after = { name, role, active, newPin: pin !== undefined };
    await noteAct(
      tx,
      {
        actor: by.actor,
        act: 'changeStaff',
        subject: `staff.${id}`,
        before: { name: before.name, role: before.role },
        after,
      },
      parts.now(),
    );
    return ok(null);
  });
}

const managersOf = async (db: Database, vendor: string): Promise<number> =>
  (await staffOf(db, vendor)).filter((row) => row.role === 'manager').length;
