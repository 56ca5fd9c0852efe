import {
  dayMs,
  type Id,
  maskName,
  ok,
  paperSlipLifetimeMs,
  type Result,
  readRequestCode,
  refuse,
  type SignedOrder,
  secondMs,
} from '@kumoh-pay/domain';
import { type Counter, voidCharge } from '../counter/charge.ts';
import { payerNames } from '../counter/sale-answer.ts';
import { keepBasket } from '../counter/store.ts';
import type { ServerParts } from '../doors/context.ts';
import { accountChannel, vendorChannel } from '../index/channel.ts';
import { type Allowance, allow } from '../limit/allowance.ts';
import { findMemberByNumber } from '../member/store.ts';
import {
  endPaperSlip,
  findPaperSlip,
  findPrinted,
  insertPaperSlip,
  type PaperSlipRow,
  paperSlipsFor,
  paperSlipsSince,
} from './store.ts';

/** A long outage's pile at once, and then slower than anybody could try student numbers. Beyond: TOO_MANY_TRIES. */
const entries: Allowance = { burst: 60, everyMs: 15 * secondMs };
/** As long as a slip may be paid, and a week more to see what became of it. */
const listedMs = paperSlipLifetimeMs + 7 * dayMs;
/** The tablet reckons by the server's clock as it last heard it. */
const clockSlackMs = 10 * secondMs;

type Parts = Pick<ServerParts, 'db' | 'money' | 'now'>;

/** asked: the member has not answered. expired: nobody has paid in time; it may be withdrawn and entered again. */
export type PaperSlipState = 'asked' | 'paid' | 'declined' | 'expired';

/** As the counter sees it: the member by a masked name. Amount in won, times in Unix milliseconds. */
export interface PaperSlipLine {
  number: number;
  charge: Id;
  amount: number;
  payer: string;
  writtenAt: number;
  expiresAt: number;
  state: PaperSlipState;
}

export interface PaperSlipWish {
  number: number;
  studentNumber: string;
  writtenAt: number;
  /** Digits of a request code that the terminal has signed; amount, charge and end stand in it. */
  request: string;
}

/** Enters a slip: the member it names is asked on the phone. Whether the request's signature is right is the ledger's to judge. */
export async function enterPaperSlip(
  { db, money, now }: Parts,
  terminal: Counter,
  staff: Id,
  { number, studentNumber, writtenAt, request: digits }: PaperSlipWish,
): Promise<Result<{ payer: string }>> {
  const request = readRequestCode(digits);
  if (request?.terminal !== terminal.id) return refuse('NOT_AUTHORISED', 'terminal');
  const expiresAt = request.expiresSeconds * secondMs;
  if (expiresAt > now() + paperSlipLifetimeMs + clockSlackMs) return refuse('BAD_ORDER', 'lives too long');
  if (number > (await findPrinted(db, terminal.vendor))) return refuse('PAPER_SLIP_NUMBER');
  if (!(await allow(db, ['paperSlip', terminal.id], entries, now()))) return refuse('TOO_MANY_TRIES');
  const member = await findMemberByNumber(db, studentNumber);
  if (member?.state !== 'active') return refuse('UNKNOWN_MEMBER');
  const { charge, amount } = request;
  const { vendor } = terminal;
  const { account } = member;
  const entered = await insertPaperSlip(db, {
    ...{ vendor, number, charge, terminal: terminal.id, account, amount, request: digits },
    ...{ written_at: writtenAt, entered_at: now(), expires_at: expiresAt, ended: null },
  });
  // After a lost answer the same slip comes again.
  const same = entered || (await findPaperSlip(db, vendor, number))?.charge === charge;
  if (!same) return refuse('PAPER_SLIP_ENTERED');
  await keepBasket(db, { charge, vendor, terminal: terminal.id, staff, at: now() }, []);
  await tell(money, vendor, account, charge);
  return ok({ payer: maskName(member.name) });
}

/** The latest number first; withdrawn ones are gone. */
export async function paperSlipsOf({ db, money, now }: Parts, vendor: Id): Promise<PaperSlipLine[]> {
  await money.indexed();
  const rows = await paperSlipsSince(db, vendor, now() - listedMs);
  const nameOf = await payerNames(
    db,
    rows.map(({ account }) => account),
  );
  return rows.map((row) => ({
    number: row.number,
    charge: row.charge,
    amount: row.amount,
    payer: nameOf(row.account),
    writtenAt: row.written_at,
    expiresAt: row.expires_at,
    state: stateOf(row, now()),
  }));
}

function stateOf({ paid_at, ended, expires_at }: PaperSlipRow, nowMs: number): PaperSlipState {
  if (paid_at !== null) return 'paid';
  if (ended === 'declined') return 'declined';
  return expires_at < nowMs ? 'expired' : 'asked';
}

/** Takes a slip back, so that nobody pays it later; one that was paid meanwhile stays. */
export async function withdrawPaperSlip(
  parts: Parts,
  terminal: Counter,
  signed: SignedOrder<'void'>,
): Promise<Result<{ outcome: 'void' | 'committed' }>> {
  const { db, money } = parts;
  const { body } = signed.order;
  if (body.type !== 'pay') return refuse('BAD_ORDER', 'not a request');
  const { id: charge } = body;
  const answer = await voidCharge(parts, terminal, signed);
  if (!answer.ok) return answer;
  const { outcome } = answer.value;
  if (outcome === 'void') {
    const account = await endPaperSlip(db, { vendor: terminal.vendor, charge }, 'withdrawn');
    if (account !== null) await tell(money, terminal.vendor, account, charge);
  }
  return ok({ outcome });
}

/** "That is not mine": the counter hears of it and looks at the paper again. */
export async function declinePaperSlip(parts: Parts, account: Id, charge: Id): Promise<Result<null>> {
  const asked = (await paperSlipsFor(parts.db, account, parts.now())).find((one) => one.charge === charge);
  if (!asked) return refuse('UNKNOWN_CHARGE');
  const { vendor } = asked;
  await endPaperSlip(parts.db, { vendor, charge }, 'declined');
  await tell(parts.money, vendor, account, charge);
  return ok(null);
}

async function tell(money: Parts['money'], vendor: Id, account: Id, charge: Id): Promise<void> {
  const message = { is: 'paperSlip', charge } as const;
  await money.live.tell(vendorChannel(vendor), message);
  await money.live.tell(accountChannel(account), message);
}
