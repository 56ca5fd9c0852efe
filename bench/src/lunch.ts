import {
  carrierOrdersMax,
  newId,
  type OrderOf,
  type OrderType,
  type SignedOrder,
  won,
} from '@kumoh-pay/domain';
import type { Ledger } from '@kumoh-pay/server/ledger/ledger.ts';
import {
  accountSigns,
  Campus,
  officerSigns,
  type PairedTerminal,
  type Person,
} from '../../chaincode/test/campus.ts';
import { Hand } from '../../chaincode/test/hand.ts';

/** A campus's canteen at noon. */
export const membersAtLunch = 200;
/** Enough for every charge of a run, at ten won each. */
const wonEach = 1_000_000;
/** So many orders ride together while the campus is made. */
const togetherMax = Math.min(40, carrierOrdersMax);

/** Two hundred members with money and one vendor, made by real orders on a real channel. */
export class Lunch {
  readonly campus: Campus;
  readonly terminal: PairedTerminal;
  readonly members: readonly Person[];
  readonly #used = new Map<Person, number>();
  #next = 0;

  private constructor(campus: Campus, terminal: PairedTerminal, members: readonly Person[]) {
    this.campus = campus;
    this.terminal = terminal;
    this.members = members;
  }

  static async open(ledger: Ledger): Promise<Lunch> {
    const campus = await Campus.open({}, Date.now());
    campus.ledger.name = ledger.name;
    campus.ledger.execute = (text) => commit(ledger, text);
    campus.ledger.now = Date.now();
    await campus.found();
    const terminal = await campus.terminal(await campus.vendor());
    const members = Array.from({ length: membersAtLunch }, newPerson).sort((a, b) => (a.id < b.id ? -1 : 1));
    await together(campus, 'openAccount', members, (member) => ({
      body: { account: member.id, key: member.hand.publicKey, recoveryKey: member.recovery.publicKey },
      signers: [officerSigns(campus.enroller), accountSigns(member)],
    }));
    const programme = await campus.programme({ budget: won(900_000_000) });
    const { order } = await campus.issue(programme, wonEach, ...members);
    // Folded beforehand, as the server gathers: what is measured is a charge, not an issue.
    await together(campus, 'gather', members, ({ id }, place) => ({
      body: { account: id },
      signers: campus.both.slice(0, 1),
      more: { hints: [`a.${id}/i.${order.id}.${place}`] },
    }));
    return new Lunch(campus, terminal, members);
  }

  /** The next member's charge, signed now: a pay code lives for a minute. */
  charge(): SignedOrder {
    const payer = this.members[this.#next % this.members.length];
    if (!payer) throw new Error('nobody pays');
    this.#next += 1;
    const now = Date.now();
    this.campus.ledger.now = now;
    const counter = Math.max(now, (this.#used.get(payer) ?? 0) + 1);
    this.#used.set(payer, counter);
    return this.campus.charge(this.terminal, payer, 10, { counter, hints: [] });
  }
}

type Signed<Type extends OrderType> = {
  body: OrderOf<Type>['body'];
  signers: Parameters<Campus['sign']>[2];
  more?: Parameters<Campus['sign']>[3];
};

async function together<Type extends OrderType>(
  campus: Campus,
  type: Type,
  members: readonly Person[],
  describe: (member: Person, place: number) => Signed<Type>,
): Promise<void> {
  for (let from = 0; from < members.length; from += togetherMax) {
    campus.ledger.now = Date.now();
    const orders = members.slice(from, from + togetherMax).map((member, place) => {
      const { body, signers, more } = describe(member, from + place);
      return campus.sign(type, body, signers, more);
    });
    for (const result of await campus.carry(...orders))
      if (!result.ok) throw new Error(`${type} was refused: ${result.code} ${result.detail}`);
  }
}

/** Endorses, submits and awaits one carrier. @throws when it is not valid. */
async function commit(ledger: Ledger, text: string): Promise<string> {
  const { transactionId, bytes, result } = await ledger.endorse(text);
  await ledger.submit(bytes);
  const status = await ledger.commitStatus(transactionId, commitWaitMs);
  if (status === 'unknown' || !status.valid)
    throw new Error(`a carrier did not commit: ${JSON.stringify(status)}`);
  return result;
}
const commitWaitMs = 10_000;

const newPerson = (): Person => ({ id: newId(), hand: new Hand(), recovery: new Hand() });
