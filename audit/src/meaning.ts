import {
  issuePartSize,
  type Order,
  type OrderOf,
  readPayCode,
  readRequestCode,
  revokePartSize,
} from '@kumoh-pay/domain';
import type { ExecutedOrder } from './executed-orders.ts';
import type { Findings } from './finding.ts';
import type { Keyring } from './keyring.ts';
import { addPosting, Movements } from './movements.ts';
import { isBouncedCharge } from './signatures-of-order.ts';

/**
 * Whether an order posted what its signers signed: who gave, who got, and how much in all. So nobody can move more
 * under an honest signature, even with a journal and write sets that agree with each other.
 */
export function checkMeaning(
  executed: ExecutedOrder,
  charges: Charges,
  keyring: Keyring,
  findings: Findings,
): void {
  const { order } = executed.signed;
  const flows = new Flows(executed);
  const problem = problemOf(order, flows, executed, charges, keyring);
  if (problem) findings.add('posted-otherwise-than-ordered', problem);
}

/** What the audit remembers of each charge, by vendor and id: who paid how much, and what came back. */
export type Charges = Map<
  string,
  { account: string; amount: bigint; refunded: bigint; bounced?: true | undefined }
>;

/** Net won by party: an account (purse and notes together), a vendor's boxes, or a place of the ledger. */
class Flows {
  readonly #net = new Map<string, bigint>();
  /** Those of which anything changed hands; folding an account's notes into its purse moves nothing to anybody. */
  readonly programmes: ReadonlySet<string>;

  constructor({ entry }: ExecutedOrder) {
    const sums = new Movements();
    for (const { programme, from, to, amount } of entry.postings) {
      addPosting(sums, { programme, from: partyOf(from), to: partyOf(to), amount });
    }
    this.programmes = new Set([...sums.each()].map(({ programme }) => programme));
    for (const { place: party, amount } of sums.each())
      this.#net.set(party, (this.#net.get(party) ?? 0n) + amount);
  }

  of(party: string): bigint {
    return this.#net.get(party) ?? 0n;
  }
  /** True when exactly these parties got (or, negative, gave) exactly so much and nobody else anything. */
  are(expected: readonly (readonly [string, bigint])[]): boolean {
    const sums = new Map<string, bigint>();
    for (const [party, amount] of expected) sums.set(party, (sums.get(party) ?? 0n) + amount);
    return [...new Set([...this.#net.keys(), ...sums.keys()])].every(
      (party) => this.of(party) === (sums.get(party) ?? 0n),
    );
  }
}

function partyOf(place: string): string {
  const [kind = '', id = ''] = place.split('.');
  if (kind === 'p' || kind === 'a') return `account ${id}`;
  return kind === 'v' ? `vendor ${id}` : place;
}

function problemOf(
  order: Order,
  flows: Flows,
  executed: ExecutedOrder,
  charges: Charges,
  keyring: Keyring,
): string | null {
  switch (order.type) {
    case 'charge':
    case 'presentCharge':
      return charge(order, flows, executed, charges);
    case 'pay': {
      const request = readRequestCode(order.body.request);
      if (request?.charge !== order.id) return 'the request is for another charge';
      return sale(
        flows,
        charges,
        order.id,
        order.body.account,
        keyring.terminals.get(request.terminal)?.vendor ?? '',
        request.amount,
      );
    }
    case 'transfer': {
      const amount = BigInt(order.body.amount);
      return flows.are([
        [`account ${order.body.from}`, -amount],
        [`account ${order.body.to}`, amount],
      ])
        ? null
        : 'another transfer than was signed';
    }
    case 'refund':
      return refund(flows, charges, order.body);
    case 'issue':
    case 'revoke':
    case 'expire':
    case 'sweepAccount':
      return byList(order, flows, executed);
    case 'gather':
      return flows.are([]) ? null : 'gathering moved won to or from somebody';
    case 'countDay': {
      const counted = -flows.of(`vendor ${order.body.vendor}`);
      return flows.are([
        [`vendor ${order.body.vendor}`, -counted],
        ['settled', counted],
      ])
        ? null
        : 'counting moved won that are not the vendor’s';
    }
    default:
      return executed.entry.postings.length === 0 ? null : `a ${order.type} moves no won`;
  }
}

/** A charge may have bounced, when it was taken offline; asked for again it becomes the sale that it was to be. */
function charge(
  order: OrderOf<'charge' | 'presentCharge'>,
  flows: Flows,
  { result }: ExecutedOrder,
  charges: Charges,
): string | null {
  if (order.type === 'presentCharge') {
    const { vendor, charge: id, account } = order.body;
    const bounced = charges.get(`${vendor}/${id}`);
    if (bounced?.bounced !== true || bounced.account !== account)
      return 'asks again for a charge of this account that never bounced';
    return sale(flows, charges, id, account, vendor, Number(bounced.amount));
  }
  const account = readPayCode(order.body.code)?.account ?? '';
  const { vendor, amount } = order.body;
  if (!isBouncedCharge(result)) return sale(flows, charges, order.id, account, vendor, amount);
  charges.set(`${vendor}/${order.id}`, { account, amount: BigInt(amount), refunded: 0n, bounced: true });
  return flows.are([]) ? null : 'a charge that bounced moves no won';
}

function sale(
  flows: Flows,
  charges: Charges,
  id: string,
  account: string,
  vendor: string,
  won: number,
): string | null {
  const amount = BigInt(won);
  charges.set(`${vendor}/${id}`, { account, amount, refunded: 0n });
  return flows.are([
    [`account ${account}`, -amount],
    [`vendor ${vendor}`, amount],
  ])
    ? null
    : `not ${won} won from account ${account} to vendor ${vendor}`;
}

function refund(
  flows: Flows,
  charges: Charges,
  body: { vendor: string; charge: string; amount: number },
): string | null {
  const charge = charges.get(`${body.vendor}/${body.charge}`);
  if (!charge || charge.bounced) return 'a refund of a charge that was never made';
  const amount = BigInt(body.amount);
  charge.refunded += amount;
  if (charge.refunded > charge.amount)
    return `${charge.refunded} won given back of a charge of ${charge.amount}`;
  const receiver = flows.of('revoked') === 0n ? `account ${charge.account}` : 'revoked';
  return flows.are([
    [`vendor ${body.vendor}`, -amount],
    [receiver, amount],
  ])
    ? null
    : `not ${amount} won back to account ${charge.account}`;
}

/** Orders that name many accounts, or take what there is: nobody gives or gets beyond what the order allows. */
function byList(order: Order, flows: Flows, { signed }: ExecutedOrder): string | null {
  if (order.type === 'issue' || order.type === 'revoke') {
    const sign = order.type === 'issue' ? 1n : -1n;
    const expected: [string, bigint][] = [];
    let total = 0n;
    for (const { account, amount } of partOf(
      order.body.receivers,
      order.type === 'issue' ? issuePartSize : revokePartSize,
      signed.part ?? 0,
    )) {
      const got = flows.of(`account ${account}`) * sign;
      const allowed =
        order.type === 'issue' ? got === 0n || got === BigInt(amount) : got >= 0n && got <= BigInt(amount);
      if (!allowed) return `${got} won for account ${account}, where ${amount} were signed`;
      expected.push([`account ${account}`, got * sign]);
      total += got;
    }
    expected.push(order.type === 'issue' ? ['programme', -total] : ['revoked', total]);
    return flows.are(expected) && only(flows, order.body.programme)
      ? null
      : `won of others than the order’s list`;
  }
  if (order.type === 'expire') {
    const given = order.body.accounts.map((account): [string, bigint] => [
      `account ${account}`,
      flows.of(`account ${account}`),
    ]);
    if (given.some(([, amount]) => amount > 0n)) return 'expiring gave won to an account';
    const fits = flows.are([...given, ['expired', -given.reduce((sum, [, amount]) => sum + amount, 0n)]]);
    return fits && only(flows, order.body.programme) ? null : 'won of others than the order’s accounts';
  }
  if (order.type !== 'sweepAccount') return null;
  const swept = flows.of('revoked');
  return swept >= 0n &&
    flows.are([
      [`account ${order.body.account}`, -swept],
      ['revoked', swept],
    ])
    ? null
    : 'won of others than the swept account';
}

const partOf = <Item>(list: readonly Item[], size: number, part: number): readonly Item[] =>
  list.slice(part * size, (part + 1) * size);
const only = (flows: Flows, programme: string): boolean =>
  [...flows.programmes].every((one) => one === programme);
