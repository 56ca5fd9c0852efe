import type { OrderOf, Result, SignedBy, VoidableType } from '@kumoh-pay/domain';
import { type AnyOrder, factsOf, titleOf, undoOf } from './order-facts.ts';
import { signedOnce } from './signed-once.ts';
import { done, type Fact, ownSignature, proposed, signing } from './signing.svelte.ts';

type Draft<Type extends VoidableType> = { type: Type; id: string; body: OrderOf<Type>['body']; at: number };
type Send = (signatures: SignedBy[]) => Promise<Result<unknown>>;

/** Shows an order and, once signed, sends it. @param facts more than the order itself says, such as figures. */
export async function signAndSend<Type extends VoidableType>(
  order: Draft<Type>,
  send: Send,
  facts: Fact[] = [],
): Promise<boolean> {
  const signature = signedOnce(() => ownSignature(order));
  return signing.ask({
    title: titleOf(order.type),
    facts: await factsOf(order as AnyOrder, facts),
    undo: undoOf(order.type),
    carryOut: async () => done(send([await signature()])),
  });
}

/** Shows an order that needs two officers and, once signed, puts it into the inbox. */
export async function signAndPropose<Type extends VoidableType>(
  order: Draft<Type>,
  propose: Send,
  facts: Fact[] = [],
): Promise<boolean> {
  const signature = signedOnce(() => ownSignature(order));
  return signing.ask({
    title: titleOf(order.type),
    facts: await factsOf(order as AnyOrder, facts),
    undo: undoOf(order.type),
    waits: true,
    carryOut: async () => proposed(propose([await signature()])),
  });
}

/** Sends an order that one officer may give up to a limit; beyond it, the same signed order goes into the inbox. */
export async function signAndSendOrPropose<Type extends VoidableType>(
  order: Draft<Type>,
  { send, propose, waits }: { send: Send; propose: Send; waits: boolean },
): Promise<boolean> {
  const signature = signedOnce(() => ownSignature(order));
  return signing.ask({
    title: titleOf(order.type),
    facts: await factsOf(order as AnyOrder),
    undo: undoOf(order.type),
    waits,
    carryOut: async () => {
      const signatures = [await signature()];
      if (waits) return proposed(propose(signatures));
      const sent = await done(send(signatures));
      return !sent.ok && sent.code === 'SECOND_OFFICER_NEEDED' ? proposed(propose(signatures)) : sent;
    },
  });
}
