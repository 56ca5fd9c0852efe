import type { Result, SignedBy, VoidableType } from '@kumoh-pay/domain';
import { type AnyOrder, factsOf, titleOf, undoOf } from './order-facts.ts';
import { session } from './session.svelte.ts';
import { signedOnce } from './signed-once.ts';
import { done, type Fact, ownSignature, proposed, signing, type ToSign } from './signing.svelte.ts';
import { type Draft, isUnfinished, sendFollowed } from './unfinished.ts';

type Send = (signatures: SignedBy[]) => Promise<Result<unknown>>;

/** Each order's one signature, for as long as the order itself is kept: it may be asked for again. */
const signatures = new WeakMap<object, () => Promise<SignedBy>>();
function signatureOf(order: object, sign: () => Promise<SignedBy>): () => Promise<SignedBy> {
  const own = signatures.get(order) ?? signedOnce(sign);
  signatures.set(order, own);
  return own;
}

interface HowToSign extends Pick<ToSign, 'waits' | 'withoutKey'> {
  facts?: Fact[];
  sign?: () => Promise<SignedBy>;
}
/** Shows an order; once signed, it goes by `carryOut`, the same bytes however often it has to be sent. */
export async function signAndCarryOut<Type extends VoidableType>(
  order: Draft<Type>,
  carryOut: (signatures: SignedBy[]) => ReturnType<ToSign['carryOut']>,
  { facts = [], sign = () => ownSignature(order), ...more }: HowToSign = {},
): Promise<boolean> {
  const signature = signatureOf(order, sign);
  const officer = session.me?.id ?? '';
  return signing.ask({
    title: titleOf(order.type),
    facts: await factsOf(order as AnyOrder, facts),
    undo: undoOf(order.type),
    sentBefore: isUnfinished(order),
    carryOut: () => sendFollowed(officer, order, async () => carryOut([await signature()])),
    ...more,
  });
}

/** Shows an order and, once signed, sends it. @param facts more than the order itself says, such as figures. */
export const signAndSend = <Type extends VoidableType>(
  order: Draft<Type>,
  send: Send,
  facts: Fact[] = [],
): Promise<boolean> => signAndCarryOut(order, (signatures) => done(send(signatures)), { facts });

/** Shows an order that needs two officers and, once signed, puts it into the inbox. */
export const signAndPropose = <Type extends VoidableType>(
  order: Draft<Type>,
  propose: Send,
  facts: Fact[] = [],
): Promise<boolean> =>
  signAndCarryOut(order, (signatures) => proposed(propose(signatures)), { facts, waits: true });

/** Sends an order that one officer may give up to a limit; beyond it, the same signed order goes into the inbox. */
export const signAndSendOrPropose = <Type extends VoidableType>(
  order: Draft<Type>,
  { send, propose, waits }: { send: Send; propose: Send; waits: boolean },
): Promise<boolean> =>
  signAndCarryOut(
    order,
    async (signatures) => {
      if (waits) return proposed(propose(signatures));
      const sent = await done(send(signatures));
      return !sent.ok && sent.code === 'SECOND_OFFICER_NEEDED' ? proposed(propose(signatures)) : sent;
    },
    { waits },
  );
