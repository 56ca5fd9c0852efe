import {
  type Id,
  type Result,
  refuse,
  resultSchemas,
  type SignedOrder,
  type VoidableType,
} from '@kumoh-pay/domain';
import { carryOut, type Sent } from '../act/carry-out.ts';
import type { ServerParts } from '../doors/context.ts';
import { enrollerOrder, enrollerSignature } from '../enroller/enroller.ts';
import { asResult } from '../money.ts';

type OfficerOrder = SignedOrder<VoidableType>;

/** Sends an officer's order, with all that follows from it, and waits until the index shows it. The ledger judges the signatures. */
export async function submitByOfficer(
  parts: ServerParts,
  officer: Id,
  signed: OfficerOrder,
): Promise<Result<null>> {
  const actor = `officer.${officer}`;
  if (!signed.signatures.some(({ by }) => by === actor))
    return refuse('NOT_AUTHORISED', 'not your own signature');
  const { order } = signed;
  const answer = await carryOut(parts, { actor, order }, () => submitUntilFirst(parts, signed));
  const done = asResult(answer);
  if (!done.ok) return done;
  if (order.type === 'closeAccount') await sweep(parts, order.body.account);
  await parts.money.indexed();
  return done;
}

/**
 * A long list is answered when its first part is done, which has judged and reserved the whole: the rest goes on here,
 * shows in the index part by part, and is resumed by the next start if this server dies.
 */
function submitUntilFirst({ money, log }: ServerParts, signed: OfficerOrder): Promise<Sent> {
  return new Promise((resolve, reject) => {
    const first = () => resolve({ state: 'committed' });
    money.submitInParts(signed, first).then(({ answer, done }) => {
      const { state } = answer;
      if (state !== 'committed')
        log.warn({ order: signed.order.id, state, done }, 'a list stopped in the middle');
      resolve(answer);
    }, reject);
  });
}

/** A closed account's won go back to their programmes, page after page; anyone may, so the server does. */
async function sweep({ keys, money, now }: ServerParts, account: Id): Promise<void> {
  for (let more = true; more; ) {
    const order = enrollerOrder('sweepAccount', { account }, now());
    const signatures = [enrollerSignature(keys, money.ledgerName, order)];
    const answer = await money.submitOrder({ order, signatures });
    more = answer.state === 'committed' && resultSchemas.sweepAccount.parse(answer.result).more;
  }
}
