/** The nineteen first consonants, in the order in which Unicode composes syllables. */
const firsts = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ';
const firstSyllable = 0xac00;
/** Syllables that begin with one consonant: 21 vowels by 28 endings. */
const syllablesOfFirst = 588;

/** Whether a search is by initials: at least one bare consonant among Hangul. */
export const isByInitials = (words: string): boolean =>
  /^[ㄱ-ㅎ가-힣\s]+$/.test(words) && [...words].some((letter) => firsts.includes(letter));

/** A pattern that finds `김민수` by `ㄱㅁㅅ` or `김ㅁ`: a bare consonant stands for every syllable that begins with it. */
export function initialsPattern(words: string): string {
  return [...words.replaceAll(/\s/g, '')]
    .map((letter) => {
      const place = firsts.indexOf(letter);
      if (place < 0) return letter;
      const first = firstSyllable + place * syllablesOfFirst;
      return `[${String.fromCodePoint(first)}-${String.fromCodePoint(first + syllablesOfFirst - 1)}]`;
    })
    .join('');
}
