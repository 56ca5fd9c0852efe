/**
 * Canonical JSON: printable ASCII strings, safe integers, booleans, null, lists and plain objects; keys sorted by code
 * unit, no spaces. Every endorser, browser and Node writes the same bytes, so it can be signed and hashed.
 */
export type Canonical =
  | string
  | number
  | boolean
  | null
  | readonly Canonical[]
  | { readonly [key: string]: Canonical | undefined };

const printableAscii = /^[\x20-\x7e]*$/;

/** Fields whose value is undefined are left out. @throws for anything that has no canonical form. */
export function canonicalJson(value: Canonical): string {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return canonicalString(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value) || Object.is(value, -0))
      throw new Error(`no canonical form for the number ${value}`);
    return String(value);
  }
  if (typeof value !== 'object') throw new Error(`no canonical form for a ${typeof value}`);
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  const fields: string[] = [];
  for (const key of Object.keys(value).sort()) {
    const field = value[key];
    if (field !== undefined) fields.push(`${canonicalString(key)}:${canonicalJson(field)}`);
  }
  return `{${fields.join(',')}}`;
}

const isList = (value: object): value is readonly Canonical[] => Array.isArray(value);

function canonicalString(text: string): string {
  if (!printableAscii.test(text)) throw new Error('a canonical string is printable ASCII');
  return JSON.stringify(text);
}
