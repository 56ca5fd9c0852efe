import type { RangeRead, TransactionContent, ValidationCode, Version } from './block.ts';
import { BlockState } from './block-state.ts';
import type { Envelope } from './envelope.ts';
import { endorsedByEnough } from './policy.ts';
import type { StateReader } from './state.ts';
import { compareUtf8 } from './utf8-order.ts';

export type ValidatedBlock = { codes: ValidationCode[]; state: BlockState };

/**
 * A peer's verdicts on the transactions of one block, in order: ids used before, endorsement, then reads and ranges
 * against the committed state and what earlier valid transactions of the same block did to it.
 */
export function validateBlock(
  number: number,
  envelopes: readonly Envelope[],
  committed: Pick<StateReader, 'get' | 'range'>,
  usedBefore: (transactionId: string) => boolean,
  required: readonly string[],
): ValidatedBlock {
  const state = new BlockState(committed);
  const ids = new Set<string>();
  const policyChanged = new Set<string>();
  const codes = envelopes.map(({ content, endorsedBy }, index): ValidationCode => {
    const id = content.transactionId;
    if (ids.has(id) || usedBefore(id)) return 'DUPLICATE_TXID';
    ids.add(id);
    const entryOf = (key: string) => committed.get(key);
    if (!endorsedByEnough(content, endorsedBy, required, entryOf, policyChanged))
      return 'ENDORSEMENT_POLICY_FAILURE';
    for (const { key } of content.metadata ?? []) policyChanged.add(key);
    const code = conflictOf(content, state);
    if (code === 'VALID') state.apply(content, [number, index]);
    return code;
  });
  return { codes, state };
}

/** Writes are not looked at: two transactions that write a key without reading it are both valid. */
export function conflictOf(
  content: Pick<TransactionContent, 'reads' | 'ranges'>,
  state: BlockState,
): ValidationCode {
  for (const { key, version } of content.reads) {
    if (state.touched(key) || !sameVersion(state.get(key)?.version ?? null, version))
      return 'MVCC_READ_CONFLICT';
  }
  return content.ranges.every((range) => unchanged(range, state)) ? 'VALID' : 'PHANTOM_READ_CONFLICT';
}

/** Runs the range again. One that was not read to its end is compared up to and with the last key fetched. */
function unchanged(range: RangeRead, state: BlockState): boolean {
  const found = range.exhausted
    ? state.range(range.start, range.end, range.results.length + 1)
    : upTo(range.end, state.range(range.start, '', range.results.length + 1));
  if (found.length !== range.results.length) return false;
  return range.results.every(({ key, version }, place) => {
    const now = found[place];
    return now !== undefined && now.key === key && sameVersion(now.entry.version, version);
  });
}

function upTo<Keyed extends { key: string }>(last: string, entries: Keyed[]): Keyed[] {
  return entries.filter(({ key }) => compareUtf8(key, last) <= 0);
}

function sameVersion(left: Version | null, right: Version | null): boolean {
  return left === null || right === null ? left === right : left[0] === right[0] && left[1] === right[1];
}
