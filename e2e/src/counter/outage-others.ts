import { won } from '@kumoh-pay/domain';
import { Hand } from '../../../chaincode/test/hand.ts';
import {
  officerSigns,
  type Person,
  type TestCampus,
  terminalSigns,
} from '../../../server/src/order/test-campus.ts';
import type { Lunch } from './lunch.ts';
import { holds, price, refusedAtSight, type Showing } from './outage-plan.ts';

/** What happens on the ledger while the three know nothing of it. */
export async function othersAct(
  lunch: Lunch,
  campus: TestCampus,
  plan: readonly Showing[],
  codes: ReadonlyMap<Showing, string>,
): Promise<void> {
  const { vendor } = lunch.shop;
  const online = await campus.terminal(vendor);
  const charge = async (member: Person, won: number, code?: string) => {
    const answer = await campus.money.submitOrder(campus.charge(vendor, online, member, won, code));
    if (answer.state !== 'committed') throw new Error(`online meanwhile: ${JSON.stringify(answer)}`);
  };
  for (const showing of plan) {
    const { kind, member } = showing;
    if (kind === 'its code used online meanwhile') await charge(member, 1_000, codes.get(showing));
  }
  for (const { kind, member } of plan) {
    if (kind === 'spent online meanwhile') await charge(member, holds);
    if (kind === 'its key replaced afterwards' || kind === 'by the key of before')
      await campus.done('replaceKey', { account: member.id, key: new Hand().publicKey }, [
        officerSigns(campus.enroller),
        { hand: member.hand, role: 'confirmed', id: member.id },
      ]);
  }
}

/** A terminal that signs whatever it is shown: the ledger refuses what an honest one would have refused. */
export async function dishonestTerminal(
  lunch: Lunch,
  campus: TestCampus,
  plan: readonly Showing[],
  codes: ReadonlyMap<Showing, string>,
): Promise<number> {
  const { vendor } = lunch.shop;
  const terminal = await campus.terminal(vendor);
  let refused = 0;
  for (const showing of plan) {
    const [expected, code] = [refusedAtSight[showing.kind], codes.get(showing)];
    if (expected === undefined || code === undefined) continue;
    const offline = { enroller: campus.enroller.id };
    const body = { vendor, terminal: terminal.id, amount: won(price), code, offline };
    const answer = await campus.money.submitOrder(campus.sign('charge', body, [terminalSigns(terminal)]));
    if (answer.state !== 'refused')
      throw new Error(`${showing.kind}, sent by a dishonest terminal: ${JSON.stringify(answer)}`);
    refused += 1;
  }
  return refused;
}
