/** A pattern of LIKE for what has these words in it, as they are: `%` and `_` stand for themselves. */
export const likePart = (words: string): string => `%${words.replaceAll(/[\\%_]/g, '\\$&')}%`;
