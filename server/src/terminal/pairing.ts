import { ok, type PublicKey, type Result, refuse, type SignedOrder, type Slip } from '@kumoh-pay/domain';
import { carryOut } from '../act/carry-out.ts';
import { noteAct } from '../audit-log/audit-log.ts';
import { isDuplicate, transaction } from '../db/index.ts';
import type { ServerParts } from '../doors/context.ts';
import { asResult } from '../money.ts';
import { type Session, startSession } from '../session/session.ts';
import { type NewStaff, newStaffRow } from '../staff/staff.ts';
import { insertStaff, staffOf } from '../staff/store.ts';
import { findVendor } from '../vendor/store.ts';
import { findSlip, findTerminal, insertSlip, saveTerminal } from './store.ts';

/** A slip is signed, not secret: it waits here for the tablet that can show its pairing key. */
export async function offerSlip(
  parts: ServerParts,
  officer: string,
  { slip, signature, name }: { slip: Slip; signature: string; name: string },
): Promise<Result<null>> {
  const { db, now } = parts;
  if (!(await findVendor(db, slip.vendor))) return refuse('UNKNOWN_VENDOR');
  return transaction(db, async (tx) => {
    const { terminal, vendor, pairingKey, expires } = slip;
    await insertSlip(tx, {
      terminal,
      vendor,
      pairing_key: pairingKey,
      name,
      officer,
      signature,
      expires_at: expires,
    });
    await noteAct(
      tx,
      {
        actor: `officer.${officer}`,
        act: 'offerSlip',
        subject: `terminal.${terminal}`,
        after: { vendor, name },
      },
      now(),
    );
    return ok(null);
  }).catch(async (error: unknown) => {
    if (!isDuplicate(error)) throw error;
    // The same slip again, after a lost answer: it lies here already.
    return (await findSlip(db, slip.pairingKey))?.signature === signature ? ok(null) : refuse('SLIP_USED');
  });
}

/** What the tablet needs beside its pairing code; only who knows the code knows the key. */
export async function readSlip(parts: ServerParts, pairingKey: PublicKey) {
  const row = await findSlip(parts.db, pairingKey);
  if (!row || row.expires_at < parts.now()) return refuse('SLIP_EXPIRED');
  const vendor = await findVendor(parts.db, row.vendor);
  const hasManager = (await staffOf(parts.db, row.vendor)).some((staff) => staff.role === 'manager');
  const slip: Slip = { terminal: row.terminal, vendor: row.vendor, pairingKey, expires: row.expires_at };
  return ok({
    slip,
    officer: row.officer,
    slipSignature: row.signature,
    vendorName: vendor?.name ?? '',
    terminalName: row.name,
    hasManager,
  });
}

/** Pairs a tablet on the ledger, then here, with the vendor's first manager. The same call may come again after a lost answer. */
export async function pairTerminal(
  parts: ServerParts,
  {
    signed,
    manager,
    device,
  }: { signed: SignedOrder<'pairTerminal'>; manager: NewStaff | null; device: string },
): Promise<Result<Session>> {
  const { db, money, now } = parts;
  const { slip, key } = signed.order.body;
  const offered = await findSlip(db, slip.pairingKey);
  if (!offered || offered.terminal !== slip.terminal) return refuse('SLIP_EXPIRED');
  const needsManager = !(await staffOf(db, slip.vendor)).some((row) => row.role === 'manager');
  if (needsManager && manager?.role !== 'manager') return refuse('NOT_AUTHORISED', 'first manager');
  const staff = needsManager && manager ? await newStaffRow(parts, slip.vendor, manager) : null;
  if (staff && !staff.ok) return staff;
  const answer = asResult(await money.submitOrder(signed));
  if (!answer.ok) return answer;
  await transaction(db, async (tx) => {
    await saveTerminal(tx, {
      id: slip.terminal,
      vendor: slip.vendor,
      name: offered.name,
      state: 'paired',
      public_key: key,
      paired_at: now(),
    });
    const there = (await staffOf(tx, slip.vendor)).some((row) => row.role === 'manager');
    if (staff && !there) await insertStaff(tx, staff.value);
    await noteAct(
      tx,
      {
        actor: `terminal.${slip.terminal}`,
        act: 'pairTerminal',
        subject: `terminal.${slip.terminal}`,
        after: { vendor: slip.vendor },
      },
      now(),
    );
  });
  return ok(await startSession(db, { kind: 'terminal', subject: slip.terminal, device, deviceKey: key }));
}

/** Ends the terminal on the ledger and here, at once, with whoever has it unlocked. */
export async function retireTerminal(
  parts: ServerParts,
  actor: string,
  signed: SignedOrder<'retireTerminal'>,
): Promise<Result<null>> {
  const { order } = signed;
  if (!(await findTerminal(parts.db, order.body.terminal))) return refuse('UNKNOWN_TERMINAL');
  return asResult(await carryOut(parts, { actor, order }, () => parts.money.submitOrder(signed)));
}
