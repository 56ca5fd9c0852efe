import { type OrderType, type RecordKind, readStateKey, recordSchemas } from '@kumoh-pay/domain';
import type { Findings } from './finding.ts';
import type { Change } from './holdings.ts';
import { readable } from './idempotency.ts';
import type { Keyring } from './keyring.ts';
import { sha256 } from './signature.ts';
import { parseJson, stableJson } from './stable-json.ts';

const money = ['purse', 'note'] as const;
const account = ['account', 'key'] as const;

/** The kinds of records that an order of each type may write, besides its own `done`. Anything else has no explanation. */
const mayWrite: Record<OrderType, readonly RecordKind[]> = {
  bootstrap: ['policy', 'officer', 'key'],
  appointOfficer: ['policy', 'officer', 'key'],
  retireOfficer: ['policy', 'officer'],
  setPolicy: ['policy'],
  replaceOfficerKey: ['officer', 'key'],
  openAccount: account,
  setRecoveryKey: account,
  replaceKey: [...account, 'replaced', 'purse'],
  confirmKey: [...account, 'purse'],
  keepKey: [...account, 'purse'],
  suspendAccount: ['account'],
  resumeAccount: ['account'],
  closeAccount: ['account'],
  sweepAccount: [...money, 'supply'],
  gather: money,
  transfer: money,
  createProgramme: ['programme', 'supply'],
  changeProgramme: ['programme', 'supply'],
  issue: ['note', 'supply', 'issuer'],
  revoke: [...money, 'supply'],
  expire: [...money, 'supply'],
  registerVendor: ['vendor', 'day'],
  changeVendor: ['vendor'],
  pairTerminal: ['terminal', 'key'],
  retireTerminal: ['terminal'],
  charge: [...money, 'charge', 'offline'],
  pay: [...money, 'charge'],
  presentCharge: [...money, 'charge'],
  refund: ['note', 'charge', 'refunds', 'supply'],
  sealDay: ['day', 'settlement'],
  countDay: ['settlement', 'note'],
  approveSettlement: ['settlement'],
  rejectSettlement: ['settlement'],
  preparePayout: ['payout', 'settlement'],
  cancelPayout: ['payout', 'settlement'],
  recordPayout: ['payout', 'settlement'],
  // A voided issue frees what it had reserved for the parts that were not executed.
  void: ['charge', 'done', 'supply'],
};

/** Records that are written once and then neither changed nor deleted. */
const once: ReadonlySet<string> = new Set(['key', 'done']);

/** Every write of a transaction: one of its orders explains it, nothing that stands for ever is overwritten, every key is somebody's. */
export function checkWrites(
  changes: readonly Change[],
  types: readonly OrderType[],
  keyring: Keyring,
  findings: Findings,
): void {
  const allowed = new Set<string>(types.flatMap((type) => ['done', ...mayWrite[type]]));
  if (types.length === 0) allowed.clear();
  for (const { key, before, after } of changes) {
    const own = findings.at({ key: readable(key) });
    const kind = readStateKey(key)?.kind ?? '';
    if (!allowed.has(kind))
      own.add('write-unexplained', 'no order of this transaction writes a record of this kind');
    if (once.has(kind) && before !== null)
      own.add(kind === 'key' ? 'key-twice' : 'record-overwritten', 'it was written before, for ever');
    if (kind === 'note' && before !== null && after !== null)
      own.add('record-overwritten', 'a note is written once');
    if (kind === 'charge' && !onlyMovesOn(before, after))
      own.add(
        'record-overwritten',
        'of a charge only what was refunded changes, or that a bounced one is paid',
      );
    if (after === null && kind !== 'note') own.add('record-overwritten', 'only notes are ever deleted');
    if (after !== null && !isOfKind(kind, after))
      own.add('record-unreadable', 'the record is not of its kind');
    const difference = keyring.difference(key, after);
    if (difference) own.add('key-not-named', difference);
  }
  checkKeysRegistered(changes, findings);
}

/** A refund adds up; a charge that bounced is paid later, as the same charge. */
function onlyMovesOn(before: string | null, after: string | null): boolean {
  if (before === null) return true;
  const [old, now] = [before, after ?? ''].map(
    (value) => recordSchemas.charge.safeParse(parseJson(value)?.value).data,
  );
  if (!old || now?.state !== 'paid') return false;
  if (old.state === 'bounced')
    return (
      old.reason !== 'CODE_USED' &&
      sameParts.every((part) => old[part] === now[part]) &&
      stableJson(now.bounced) === stableJson({ at: old.at, reason: old.reason })
    );
  return (
    old.state === 'paid' &&
    now.refunded > old.refunded &&
    stableJson({ ...old, refunded: 0 }) === stableJson({ ...now, refunded: 0 })
  );
}

const sameParts = ['digest', 'terminal', 'account', 'amount', 'takenAt'] as const;

const schemas = new Map<string, (typeof recordSchemas)[RecordKind]>(Object.entries(recordSchemas));

function isOfKind(kind: string, value: string): boolean {
  const json = parseJson(value);
  return json !== null && schemas.get(kind)?.safeParse(json.value).success === true;
}

/** A key that a record newly names must be registered in the same transaction: so it can never have been anybody's before. */
function checkKeysRegistered(changes: readonly Change[], findings: Findings): void {
  const registered = new Set(
    changes
      .map(({ key }) => readStateKey(key))
      .filter((named) => named?.kind === 'key')
      .map((named) => named?.parts[0]),
  );
  for (const { key, before, after } of changes) {
    const old = new Set(keysIn(key, before));
    for (const used of keysIn(key, after)) {
      if (!old.has(used) && !registered.has(sha256(Buffer.from(used, 'base64url')))) {
        findings.add('key-twice', 'a new key was not registered as never used before', {
          key: readable(key),
        });
      }
    }
  }
}

function keysIn(key: string, value: string | null): string[] {
  const kind = readStateKey(key)?.kind;
  const json = value === null ? null : parseJson(value);
  if (!json) return [];
  if (kind === 'officer') {
    const officer = recordSchemas.officer.safeParse(json.value).data;
    return officer ? [officer.key, officer.recoveryKey ?? officer.key] : [];
  }
  if (kind === 'terminal')
    return [recordSchemas.terminal.safeParse(json.value).data?.key ?? ''].filter((one) => one !== '');
  if (kind !== 'account') return [];
  const record = recordSchemas.account.safeParse(json.value).data;
  return record ? [record.key, record.confirmedKey, record.recoveryKey ?? record.key] : [];
}
