/** The driver's names for BIGINT and for DECIMAL, which is what SUM() of a BIGINT gives. */
const wideTypes: ReadonlySet<string> = new Set(['LONGLONG', 'NEWDECIMAL', 'DECIMAL']);

/**
 * Whole numbers of any width come back as JavaScript numbers, and one that is not safe stops the query: a sum that
 * silently lost a won is worse than an error. `next` reads the value as the wire has it, wide numbers as text.
 */
export function readField(field: { type: string; name: string }, next: () => unknown): unknown {
  const value = next();
  return wideTypes.has(field.type) && value !== null ? wholeNumber(String(value), field.name) : value;
}

function wholeNumber(text: string, name: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value))
    throw new Error(`column ${name} holds ${text}, which is no safe whole number`);
  return value;
}
