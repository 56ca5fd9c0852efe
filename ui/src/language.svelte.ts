import { keepChoice, languageKey, readChoice } from './kept-choice.ts';

export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];

const isLanguage = (text: string | null): text is Language => text === 'ko' || text === 'en';

/** Kept choice, else the browser's: Korean unless its first language is another. */
function firstLanguage(): Language {
  const kept = readChoice(languageKey);
  if (isLanguage(kept)) return kept;
  const first = typeof navigator === 'undefined' ? 'ko' : navigator.language;
  return first.toLowerCase().startsWith('ko') ? 'ko' : 'en';
}

class ChosenLanguage {
  #current = $state<Language>(firstLanguage());

  get current(): Language {
    return this.#current;
  }

  /** Keeps the choice and tells screen readers and hyphenation through the document's own language. */
  choose(language: Language): void {
    this.#current = language;
    keepChoice(languageKey, language);
    if (typeof document !== 'undefined') document.documentElement.lang = language;
  }
}

export const language = new ChosenLanguage();
