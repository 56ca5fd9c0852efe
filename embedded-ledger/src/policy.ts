import { common, msp } from '@hyperledger/fabric-protos';
import { z } from 'zod';
import type { TransactionContent } from './block.ts';
import type { StateEntry } from './state.ts';

/** The name under which the shim keeps a key's endorsement policy. */
export const policyName = 'VALIDATION_PARAMETER';

const metadataSchema = z.record(z.string(), z.string());

/** A key's metadata by name, values in base64. */
export function metadataOf(entry: StateEntry | undefined): Record<string, string> {
  return entry?.metadata == null ? {} : metadataSchema.parse(JSON.parse(entry.metadata));
}

/**
 * True if the organisations that endorsed may write these keys. `required` endorse every transaction; a key with a
 * policy of its own needs that policy instead. A key whose policy an earlier transaction of the same block changed
 * (`changed`) may not be written in that block, as Fabric has it.
 */
export function endorsedByEnough(
  content: TransactionContent,
  endorsedBy: ReadonlySet<string>,
  required: readonly string[],
  entryOf: (key: string) => StateEntry | undefined,
  changed: ReadonlySet<string>,
): boolean {
  if (!required.every((organisation) => endorsedBy.has(organisation))) return false;
  const keys = [...content.writes, ...(content.metadata ?? [])].map((write) => write.key);
  return keys.every((key) => {
    if (changed.has(key)) return false;
    const policy = metadataOf(entryOf(key))[policyName];
    return policy === undefined || policy === '' || policyHolds(policy, endorsedBy);
  });
}

function policyHolds(base64: string, endorsedBy: ReadonlySet<string>): boolean {
  const envelope = common.SignaturePolicyEnvelope.deserializeBinary(Buffer.from(base64, 'base64'));
  const organisations = envelope
    .getIdentitiesList()
    .map((identity) => msp.MSPRole.deserializeBinary(identity.getPrincipal_asU8()).getMspIdentifier());
  const rule = envelope.getRule();
  return rule !== undefined && ruleHolds(rule, organisations, endorsedBy);
}

function ruleHolds(rule: common.SignaturePolicy, names: string[], endorsedBy: ReadonlySet<string>): boolean {
  const choice = rule.getNOutOf();
  if (choice === undefined) {
    const name = names[rule.getSignedBy()];
    return name !== undefined && endorsedBy.has(name);
  }
  const holding = choice.getRulesList().filter((part) => ruleHolds(part, names, endorsedBy));
  return holding.length >= choice.getN();
}
