import { keepChoice, readChoice, textSizeKey } from './kept-choice.ts';

/** In per cent of what the browser itself is set to: a reader's own setting stays, and this comes on top. */
export const textSizes = ['100', '125', '150'] as const;
export type TextSize = (typeof textSizes)[number];

class ChosenTextSize {
  #current = $state<TextSize>(textSizes.find((size) => size === readChoice(textSizeKey)) ?? '100');

  get current(): TextSize {
    return this.#current;
  }

  choose(size: TextSize): void {
    this.#current = size;
    keepChoice(textSizeKey, size);
    if (typeof document !== 'undefined') document.documentElement.style.fontSize = `${size}%`;
  }
}

export const textSize = new ChosenTextSize();
