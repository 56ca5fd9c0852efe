/**
 * What makes a signature once and gives the same one from then on: what is sent again after a lost answer is known by
 * its bytes, and a second signature over the same order would have others.
 */
export function signedOnce<T>(sign: () => Promise<T>): () => Promise<T> {
  let signed: T | null = null;
  return async () => {
    signed ??= await sign();
    return signed;
  };
}
