/** Choices of this browser that outlive a visit. first-paint.ts reads the same names before the app is there. */
export const languageKey = 'kumoh-pay.language';
export const themeKey = 'kumoh-pay.theme';
export const textSizeKey = 'kumoh-pay.text-size';

/** What was kept, or null; a browser that forbids storage (private windows, tests) simply keeps nothing. */
export function readChoice(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    // The choice then lives as long as the page.
    return null;
  }
}

export function keepChoice(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // As above: the page goes on with the choice, and the next visit asks the system again.
  }
}
