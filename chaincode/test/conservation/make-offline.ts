import type { OrderOf, OrderType } from '@kumoh-pay/domain';
import type { Certificate } from '../model/facts.ts';
import { idOf } from '../model/keys.ts';
import type { ModelAccount } from '../model/state.ts';
import { type Draft, isSpecific, type Step } from './drafts.ts';
import type { Maker } from './maker.ts';
import { payable } from './useful.ts';
import { pick, type World } from './world.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Ways to spoil a charge that was taken offline; whatever else is drawn leaves it good. */
const flaws = [
  'stale',
  'future',
  'ended',
  'long',
  'stranger',
  'another',
  'otherKey',
  'forged',
  'above',
  'above',
  'above',
  'above',
  'used',
  'used',
  'used',
  'online',
  'dead',
  'ahead',
] as const;
type Flaw = (typeof flaws)[number] | 'none';

/** A charge that some terminal took a while ago; sometimes of an account that has nothing or may not spend. */
export function chargeOffline(world: World, step: Step): Draft {
  const { drafts, model, now } = world;
  const flaw: Flaw = isSpecific(step, 55) ? (flaws[step.c % flaws.length] ?? 'none') : 'none';
  const id =
    flaw === 'used'
      ? payerOfLate(world, step)
      : step.a % 3 === 0
        ? world.account(step.a)
        : (world.limited(step.a) ?? world.payer(step.a));
  const account = model.state.accounts.get(id);
  const { terminal, vendor } = world.counter(step.b);
  const at = takenAt(flaw, step, now, account);
  const counter = counterOf(flaw, step, at, account);
  const key = account === undefined ? null : at >= account.keyFrom ? account.key : earlierKey(account, at);
  const hand = drafts.handByKey(key);
  const certificate = certificateOf(world, flaw, { id, key: hand.publicKey, at });
  const signedBy = drafts.handByKey(certificate.signedBy);
  const proof = signedBy.certificate(drafts.ledger.name, {
    account: certificate.account,
    key: certificate.key,
    offlineCap: certificate.cap,
    notAfterSeconds: certificate.notAfterSeconds,
  });
  const amount = flaw === 'above' ? 4_001 + (step.c % 3) * 1_000 : 1 + (step.c % 3_000);
  const cap = step.c % 41 === 40 ? 1 : 100_000;
  const isOnline = flaw === 'online';
  const code = hand.payCode(drafts.ledger.name, id, counter, cap, isOnline ? undefined : proof);
  const enroller = flaw === 'stranger' ? idOf('kim') : idOf('enroller');
  const body = { vendor, terminal, amount, code, offline: { enroller } } as OrderOf<'charge'>['body'];
  return drafts.draft(step, 'charge', body, [`terminal.${terminal}`], {
    at,
    hints: world.hints(step.c, id),
    code: { account: id, counter, cap, key: hand.publicKey, ...(isOnline ? {} : { certificate }) },
  });
}

/** The terminal's time: up to a day ago, as a rule since the account has its key. */
function takenAt(flaw: Flaw, step: Step, now: number, account: ModelAccount | undefined): number {
  if (flaw === 'stale') return now - 24 * hourMs - 1 - step.a;
  if (flaw === 'future') return now + 2 * minuteMs + 1 + step.a;
  const used = flaw === 'used' ? lastUsed(account, now) : undefined;
  if (used !== undefined) return used + (step.a % 20_000);
  const at =
    now - (step.b % 5 === 4 ? (step.a % 20) * hourMs : step.a % (30 * minuteMs)) - (step.c % minuteMs);
  return step.c % 9 === 8 ? at : Math.max(at, Math.min(now, account?.keyFrom ?? 0));
}

function counterOf(flaw: Flaw, step: Step, at: number, account: ModelAccount | undefined): number {
  if (flaw === 'used') return account?.counters.findLast((one) => one <= at && at - one < 20_000) ?? at;
  if (flaw === 'dead') return at - 80_000;
  if (flaw === 'ahead') return at + 31_000 + (step.a % 2) * 600_000;
  return at - (step.a % 25_000);
}

/** A counter of the last day that the present key has used. */
const lastUsed = (account: ModelAccount | undefined, now: number): number | undefined =>
  account?.counters.findLast((one) => one >= account.keyFrom && one <= now && one > now - 23 * hourMs);

/** Somebody whose codes were taken of late. */
function payerOfLate(world: World, step: Step): string {
  const paid = [...world.model.state.accounts].filter(([, one]) => lastUsed(one, world.now) !== undefined);
  return pick(
    paid.map(([id]) => id),
    step.a,
    world.payer(step.a),
    0,
  );
}

const earlierKey = ({ earlier }: ModelAccount, at: number): string | null =>
  earlier.find(({ from, to }) => from <= at && at < to)?.key ?? null;

function certificateOf(
  world: World,
  flaw: Flaw,
  { id, key, at }: { id: string; key: string; at: number },
): Certificate {
  const { drafts, model } = world;
  const daysMs = flaw === 'ended' ? -minuteMs : flaw === 'long' ? 8 * 24 * hourMs : 3 * 24 * hourMs;
  return {
    account: flaw === 'another' ? idOf('another') : id,
    key: flaw === 'otherKey' ? drafts.hand('other').publicKey : key,
    cap: 50_000,
    notAfterSeconds: Math.floor((at + daysMs) / 1_000),
    signedBy:
      flaw === 'forged'
        ? drafts.hand('thief').publicKey
        : (model.state.officers.get(idOf('enroller'))?.key ?? ''),
  };
}

export const makeOffline: Partial<Record<OrderType, Maker>> = {
  presentCharge(world, step) {
    const { drafts, model } = world;
    const bounced = [...model.state.charges].flatMap(([place, one]) =>
      one !== 'void' && 'bounced' in one ? [{ place, ...one }] : [],
    );
    const used = bounced.filter((one) => one.bounced === 'CODE_USED');
    const some =
      step.c % 9 === 0
        ? bounced.slice(0, 6)
        : step.c % 9 === 1
          ? bounced
          : step.c % 9 === 2 && used.length > 0
            ? used
            : payable(world);
    const one = pick(some, step.b, undefined, 23);
    const [vendor = world.vendor(step.a), charge = idOf('no charge')] = one?.place.split('/') ?? [];
    const account = isSpecific(step, 80) || !one ? world.account(step.c) : one.account;
    const terminals = [...model.state.terminals].filter(([, own]) => own.vendor === vendor && own.active);
    const terminal = pick(
      terminals.map(([id]) => id),
      step.b,
      world.terminal(step.b),
      13,
    );
    const body = { vendor, terminal, charge, account };
    return drafts.draft(step, 'presentCharge', body, [`terminal.${terminal}`], {
      hints: world.hints(step.c, account),
    });
  },
};
