import { Burst, type BurstKey } from './wedge-burst.ts';

export interface WedgeOptions {
  /** A scanner's digits, ended by Enter. */
  onCode: (digits: string) => void;
  /** A code that broke off in the middle: "please scan again". */
  onCutOff?: () => void;
}

/** A key by its place: in Hangul mode, and on some layouts, `key` is "Process" or a letter while `code` is still the digit's. */
export function burstKeyOf(
  event: Pick<KeyboardEvent, 'code' | 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'shiftKey' | 'repeat'>,
): BurstKey {
  // A key held down repeats as fast as a scanner types; no scanner does that.
  if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.repeat)
    return { is: 'other' };
  if (event.code === 'Enter' || event.code === 'NumpadEnter' || event.key === 'Enter') return { is: 'enter' };
  const digit =
    /^(?:Digit|Numpad)([0-9])$/.exec(event.code)?.[1] ?? (/^[0-9]$/.test(event.key) ? event.key : undefined);
  return digit === undefined ? { is: 'other' } : { is: 'digit', digit };
}

/** Listens for a USB or Bluetooth scanner, whatever has the focus, until the returned function is called. */
export function listenToWedge(options: WedgeOptions): () => void {
  const burst = new Burst();
  /** Keys that this module types itself are not listened to again. */
  let releasing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let field: FieldBefore | null = null;

  const release = (digits: string) => {
    releasing = true;
    try {
      for (const digit of digits) typeDigit(digit, field);
    } finally {
      releasing = false;
    }
  };
  const waitForSilence = () => {
    clearTimeout(timer);
    const waitsMs = burst.waitsMs;
    // One more than the pause itself, since timers are rounded down. After a busy moment of the page, keys that came
    // in it are still to be heard: they go before the second timer.
    if (waitsMs !== null) timer = setTimeout(() => (timer = setTimeout(endPause, 0)), waitsMs + 1);
  };
  const endPause = () => {
    const { release: digits, cutOff } = burst.silence(performance.now());
    release(digits);
    if (cutOff) {
      restore(field);
      options.onCutOff?.();
    }
    waitForSilence();
  };
  const hear = (event: KeyboardEvent) => {
    if (releasing || isModifier(event.code)) return;
    const key = burstKeyOf(event);
    if (burst.waitsMs === null) field = rememberField(event.target);
    const answer = burst.key(key, event.timeStamp);
    release(answer.release);
    if (answer.does !== 'pass') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (answer.does === 'take') {
      restore(field);
      options.onCode(answer.digits);
    }
    waitForSilence();
  };
  window.addEventListener('keydown', hear, { capture: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', hear, { capture: true });
  };
}

/** Some scanners press and release Shift or Num Lock between digits; that says nothing. */
const isModifier = (code: string) =>
  /^(?:Shift|Control|Alt|Meta)(?:Left|Right)$|^(?:NumLock|CapsLock|Lang1|Lang2)$/.test(code);

type TextField = HTMLInputElement | HTMLTextAreaElement;
interface FieldBefore {
  target: EventTarget;
  value: string | null;
}

const isTextField = (target: EventTarget): target is TextField =>
  target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;

const rememberField = (target: EventTarget | null): FieldBefore | null =>
  target && { target, value: isTextField(target) ? target.value : null };

/** An input method may have put digits into the field although their keys were stopped: the field gets its text back. */
function restore(field: FieldBefore | null): void {
  if (!field || field.value === null || !isTextField(field.target) || field.target.value === field.value)
    return;
  field.target.value = field.value;
  field.target.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** A person's digit, late: the page hears its key as it would have, and then the field gets it. */
function typeDigit(digit: string, field: FieldBefore | null): void {
  const target = field?.target;
  if (!target) return;
  const event = new KeyboardEvent('keydown', {
    key: digit,
    code: `Digit${digit}`,
    bubbles: true,
    cancelable: true,
    composed: true,
  });
  // An input method that ignored us has typed it already.
  const arrived = isTextField(target) && field.value !== null && target.value !== field.value;
  if (target.dispatchEvent(event) && !arrived && document.activeElement === target) insert(digit);
  if (isTextField(target)) field.value = target.value;
}

/** The one call that types like a keyboard: undo, `maxlength` and input events included. No standard one has replaced it. */
const insert = (text: string): boolean => document.execCommand('insertText', false, text);
