/** What the model knows of an answer must be in the ledger's; the ledger's may say more. Null when it is. */
export function missingFrom(known: unknown, answer: unknown, path = 'answer'): string | null {
  if (Array.isArray(known) && Array.isArray(answer)) {
    if (known.length !== answer.length) return `${path}: ${known.length} expected, ${answer.length} given`;
    return (
      known
        .map((one, place) => missingFrom(one, answer[place], `${path}.${place}`))
        .find((problem) => problem !== null) ?? null
    );
  }
  if (isObject(known) && isObject(answer)) {
    const problems = Object.entries(known).map(([field, one]) =>
      missingFrom(one, answer[field], `${path}.${field}`),
    );
    return problems.find((problem) => problem !== null) ?? null;
  }
  return Object.is(known, answer)
    ? null
    : `${path}: the model says ${JSON.stringify(known)}, the ledger ${JSON.stringify(answer)}`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
