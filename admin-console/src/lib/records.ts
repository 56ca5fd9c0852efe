import { type RecordKind, type RecordOf, recordSchemas, sha256Hex, utf8 } from '@kumoh-pay/domain';
import { api } from './line.ts';

/** A record as it stands on the ledger, with the digest by which an officer's order says what was shown. */
export interface Shown<Kind extends RecordKind> {
  record: RecordOf<Kind>;
  /** Canonical JSON, byte for byte as the ledger has it. */
  text: string;
  digest: string;
}

export const digestOf = (text: string): Promise<string> => sha256Hex(utf8(text));

/** Null when the ledger has no such record. */
export async function readRecord<Kind extends RecordKind>(
  kind: Kind,
  ...parts: string[]
): Promise<Shown<Kind> | null> {
  const [text] = await api.ledger.read.query({ records: [[kind, ...parts]] });
  if (!text) return null;
  // The schema is the kind's own; the compiler cannot follow a key that is a type parameter.
  const record = recordSchemas[kind].parse(JSON.parse(text)) as RecordOf<Kind>;
  return { record, text, digest: await digestOf(text) };
}
