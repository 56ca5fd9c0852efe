import { visit } from './address.ts';
import { goLetters, palette } from './palette.svelte.ts';

/** After `g` the second letter is waited for this long. */
const secondLetterMs = 1_500;
let goAtMs = 0;

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** For the window: ⌘K everywhere, the letters only where nothing is being typed and no sheet is open. */
export function onShortcut(event: KeyboardEvent): void {
  if (event.key.toLowerCase() === 'k' && (event.metaKey || event.ctrlKey)) {
    event.preventDefault();
    if (document.querySelector('dialog[open]') === null) palette.show();
    return;
  }
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing) return;
  if (isTyping(event.target) || document.querySelector('dialog[open]') !== null) return;
  if (event.key === '?') palette.helpOpen = true;
  else if (event.key === '/') focusSearch();
  else if (!goBy(event.key.toLowerCase())) return;
  event.preventDefault();
}

function focusSearch(): void {
  const own = document.querySelector<HTMLInputElement>('main input[type="search"]');
  (own ?? document.querySelector<HTMLInputElement>('header input[type="search"]'))?.focus();
}

function goBy(letter: string): boolean {
  if (letter === 'g') {
    goAtMs = Date.now();
    return true;
  }
  const address = goLetters[letter];
  if (address === undefined || Date.now() - goAtMs > secondLetterMs) return false;
  goAtMs = 0;
  void visit(address);
  return true;
}
