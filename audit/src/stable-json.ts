/**
 * JSON with object keys in ascending order of UTF-16 code units and no spaces: the form in which the embedded ledger
 * hashes blocks. Written anew for the audit, which shares no code with the ledger.
 */
export function stableJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(stableJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value)
    .filter(([, field]) => field !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : left > right ? 1 : 0))
    .map(([name, field]) => `${JSON.stringify(name)}:${stableJson(field)}`);
  return `{${fields.join(',')}}`;
}

/** Null for text that is no JSON: outside data, so no exception. */
export function parseJson(text: string): { value: unknown } | null {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return null;
  }
}
