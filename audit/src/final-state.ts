import type { BlockSource } from './block-source.ts';
import type { Findings } from './finding.ts';
import { Holdings } from './holdings.ts';
import { readable } from './idempotency.ts';
import type { Replay } from './replay.ts';

/** At the end: what the replay holds is what its records say, worked out once more from nothing, and what the source keeps. */
export function checkFinalState(source: BlockSource, replay: Replay, findings: Findings): void {
  checkRecount(replay, findings);
  checkStateTable(source, replay, findings);
  checkVerdicts(source, replay, findings);
}

/** The sums that were carried along from block to block, counted anew from the records that stand at the end. */
function checkRecount(replay: Replay, findings: Findings): void {
  const recount = new Holdings();
  const changes = [...replay.state.entries()].map(([key, { value }]) => ({
    key,
    before: null,
    after: value,
  }));
  recount.move(changes, () => undefined);
  for (const { programme, place } of replay.holdings.balances.minus(recount.balances).each()) {
    const [carried, counted] = [
      replay.holdings.balances.get(programme, place),
      recount.balances.get(programme, place),
    ];
    findings.add(
      'not-conserved',
      `programme ${programme} at ${place}: ${carried} won by the blocks, ${counted} by the records at the end`,
    );
  }
}

function checkStateTable(source: BlockSource, replay: Replay, findings: Findings): void {
  const kept = source.state();
  if (kept === null) return;
  const seen = new Set<string>();
  for (const { key, value, version } of kept) {
    seen.add(key);
    const own = findings.at({ key: readable(key) });
    const entry = replay.state.entry(key);
    if (!entry) own.add('state-differs', 'the state table has a record that no block wrote');
    else if (entry.value !== value)
      own.add('state-differs', 'the state table has another value than the blocks');
    else if (entry.version[0] !== version[0] || entry.version[1] !== version[1])
      own.add('state-differs', 'the state table names another version than the blocks');
  }
  for (const [key] of replay.state.entries()) {
    if (!seen.has(key))
      findings.add('state-differs', 'the state table lacks a record that the blocks wrote', {
        key: readable(key),
      });
  }
}

function checkVerdicts(source: BlockSource, replay: Replay, findings: Findings): void {
  const kept = source.verdicts();
  if (kept === null) return;
  const missing = new Map(replay.verdicts);
  for (const { transactionId, block, index, code } of kept) {
    const own = replay.verdicts.get(transactionId);
    missing.delete(transactionId);
    if (own && own.block === block && own.index === index && own.code === code) continue;
    findings.add(
      'state-differs',
      `the transaction index says block ${block}, place ${index}, ${code}; the blocks do not`,
      { transaction: transactionId },
    );
  }
  for (const [transaction, { block }] of missing)
    findings.add('state-differs', 'the transaction index lacks it', { transaction, block });
}
