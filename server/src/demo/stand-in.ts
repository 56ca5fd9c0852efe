import { policySchema } from '@kumoh-pay/domain';
import type { ServerParts } from '../doors/context.ts';
import type { DemoStandIn } from './demo.ts';

/** The stand-in, only where one was given and the ledger itself says `demo`: on any other ledger there is none. */
export async function standInOf({
  config,
  money,
}: Pick<ServerParts, 'config' | 'money'>): Promise<DemoStandIn | null> {
  if (!config.demo) return null;
  const [text] = await money.read({ records: [['policy']] });
  return text && policySchema.parse(JSON.parse(text)).mark === 'demo' ? config.demo : null;
}
