import { keepChoice, readChoice, themeKey } from './kept-choice.ts';

export const themes = ['auto', 'light', 'dark'] as const;
/** `auto` follows the system, also while the page is open. */
export type Theme = (typeof themes)[number];

const isTheme = (text: string | null): text is Theme =>
  text === 'auto' || text === 'light' || text === 'dark';

class ChosenTheme {
  #current = $state<Theme>(firstTheme());

  get current(): Theme {
    return this.#current;
  }

  choose(theme: Theme): void {
    this.#current = theme;
    keepChoice(themeKey, theme);
    if (typeof document === 'undefined') return;
    if (theme === 'auto') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }
}

function firstTheme(): Theme {
  const kept = readChoice(themeKey);
  return isTheme(kept) ? kept : 'auto';
}

export const theme = new ChosenTheme();
