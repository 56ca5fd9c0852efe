import {
  type Id,
  type OrderOf,
  type OrderType,
  type SignedOrder,
  signedOrderSchema,
  won,
} from '@kumoh-pay/domain';
import { type Campus, officerSigns, type PairedTerminal, type Person, terminalSigns } from '../campus.ts';
import { type Hand, type Signing, signedOrder } from '../hand.ts';
import { limited } from '../steps.ts';

/** What one hand tries, what stops it, and the same thing done honestly. Only the campus is spoken to, so any ledger may be behind it. */
export interface Attempt {
  name: string;
  try: (campus: Campus) => Promise<Tried>;
}
interface Tried {
  bad: unknown;
  /** The refusal; `repeat` or `bounced` where the ledger answers without moving a won. */
  ends: string;
  twin: () => SignedOrder | Promise<SignedOrder>;
}

/** A counter, and a member with vouchers. */
export async function shopAt(campus: Campus, amount = 50_000) {
  const [terminal, soo, programme] = [
    await campus.terminal(await campus.vendor()),
    await campus.member(),
    await campus.programme(),
  ];
  await campus.issue(programme, amount, soo);
  return { terminal, soo, programme };
}

/** A member whose key the server replaced without proof by one that it holds. */
export async function stolen(campus: Campus, amount = 50_000) {
  const { member, thief } = await limited(campus);
  await campus.issue(await campus.programme(), amount, member);
  const terminal = await campus.terminal(await campus.vendor());
  return { member, thief, terminal, asThief: { ...member, hand: thief } };
}

export const bodyOf = <Type extends OrderType>(order: SignedOrder, type: Type): OrderOf<Type>['body'] => {
  if (order.order.type !== type) throw new Error(`not a ${type}`);
  return order.order.body as OrderOf<Type>['body'];
};

/** What was signed, changed under way. */
export const altered = (signed: SignedOrder, change: { body?: object; at?: number; id?: Id }): SignedOrder =>
  signedOrderSchema.parse({
    ...signed,
    order: {
      ...signed.order,
      ...(change.at === undefined ? {} : { at: change.at }),
      ...(change.id === undefined ? {} : { id: change.id }),
      body: { ...signed.order.body, ...change.body },
    },
  });

/** The same order with other signers, as a server that holds everything but their keys would send it. */
export const signedInstead = (
  campus: Campus,
  { order, part, hints }: SignedOrder,
  signers: Signing[],
): SignedOrder =>
  signedOrder(campus.ledger.name, order.type, order.body, order.at, signers, {
    id: order.id,
    ...(part === undefined ? {} : { part }),
    ...(hints === undefined ? {} : { hints }),
  });

/** Somebody's name with the server's own key. */
export const posingAs = (signer: Signing, hand: Hand): Signing => ({ ...signer, hand });
export const server = (campus: Campus): Signing => officerSigns(campus.enroller);

export const send = (campus: Campus, from: Person, to: Id, amount: number, signer: Signing): SignedOrder =>
  campus.sign('transfer', { from: from.id, to, amount: won(amount) }, [signer], {
    hints: campus.hints(from),
  });

export const refund = (campus: Campus, terminal: PairedTerminal, charge: Id, amount: number): SignedOrder =>
  campus.sign('refund', { vendor: terminal.vendor, terminal: terminal.id, charge, amount: won(amount) }, [
    terminalSigns(terminal),
  ]);
