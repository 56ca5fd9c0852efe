import { hourMs, type SignedOrder } from '@kumoh-pay/domain';
import { type Campus, type PairedTerminal, type Person, terminalSigns } from './campus.ts';
import { shop } from './shop.ts';

/** What the tests of offline charges share. */

export const agoMs = hourMs;

/** A shop that has been open for two hours, so that the keys of now were in force an hour ago. */
export async function openShop(amount = 50_000) {
  const all = await shop(amount);
  all.campus.pass(2 * hourMs);
  return all;
}

/** What the charge ended in: `paid`, the reason it bounced for, or the refusal. */
export async function fate(campus: Campus, order: SignedOrder): Promise<string> {
  const [result] = await campus.carry(order);
  if (!result?.ok) return result?.code ?? '';
  const answer = result.result as { bounced?: string };
  return answer.bounced === undefined ? 'paid' : `bounced ${answer.bounced}`;
}

export const present = (
  campus: Campus,
  terminal: PairedTerminal,
  payer: Person,
  charge: string,
): SignedOrder =>
  campus.sign(
    'presentCharge',
    { vendor: terminal.vendor, terminal: terminal.id, charge, account: payer.id },
    [terminalSigns(terminal)],
    { hints: campus.hints(payer) },
  );
