import { readPayCode } from '@kumoh-pay/domain';
import { Burst, type BurstEnd, type BurstKey, headsMax } from './wedge-burst.ts';

export interface WedgeOptions {
  /** A scanner's digits, ended by Enter. */
  onCode: (digits: string) => void;
  /** A code that broke off in the middle: "please scan again". */
  onCutOff?: () => void;
  /** What keys outside of text fields change, as numbers: read, and put back when they were a code's after all. */
  typed?: { read: () => readonly number[]; write: (before: readonly number[]) => void };
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

/** A timer that comes so much late was held up by a busy page: keys of that time may still be waiting to be heard. */
const busyMs = 20;

/** Listens for a USB or Bluetooth scanner, whatever has the focus, until the returned function is called. */
export function listenToWedge(options: WedgeOptions): () => void {
  const burst = new Burst((digits) => readPayCode(digits) !== null);
  /** Keys that this module types itself are not listened to again. */
  let releasing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let field: FieldBefore | null = null;
  /** How to undo what was released, latest last. */
  let undos: (() => void)[] = [];

  const release = (digits: string) => {
    if (digits === '') return;
    releasing = true;
    const undo = undoOf(field, options.typed);
    try {
      for (const digit of digits) typeDigit(digit, field);
    } finally {
      releasing = false;
    }
    undos = [...undos, undo()].slice(-headsMax);
  };
  /** What a pause has ended reaches the page, or is taken back from it. */
  const settle = ({ release: digits, takeBack, cutOff }: BurstEnd) => {
    release(digits);
    if (cutOff) restore(field);
    for (let count = 0; count < takeBack; count++) undos.pop()?.();
    if (cutOff) options.onCutOff?.();
  };
  const waitForSilence = () => {
    clearTimeout(timer);
    const waitsMs = burst.waitsMs;
    if (waitsMs === null) return;
    // One more than the pause itself, since timers are rounded down. After a busy moment of the page, keys that came
    // in it are still to be heard: they go before the second timer.
    const dueMs = performance.now() + waitsMs + 1;
    timer = setTimeout(() => {
      if (performance.now() - dueMs > busyMs) waitForSilence();
      else timer = setTimeout(endPause, 0);
    }, waitsMs + 1);
  };
  const endPause = () => {
    settle(burst.silence(performance.now()));
    waitForSilence();
  };
  const hear = (event: KeyboardEvent) => {
    if (releasing || isModifier(event.code)) return;
    const key = burstKeyOf(event);
    if (burst.waitsMs === null) field = rememberField(event.target);
    // When the key was pressed, not when a busy page came to hear of it.
    const answer = burst.key(key, event.timeStamp);
    if (answer.does !== 'pass') {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
    if (answer.does === 'take') restore(field);
    settle(answer);
    if (answer.does === 'take') options.onCode(answer.digits);
    waitForSilence();
  };
  const touched = () => burst.touched();
  window.addEventListener('keydown', hear, { capture: true });
  window.addEventListener('pointerdown', touched, { capture: true, passive: true });
  return () => {
    clearTimeout(timer);
    window.removeEventListener('keydown', hear, { capture: true });
    window.removeEventListener('pointerdown', touched, { capture: true });
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

const textOf = (target: EventTarget | null): string | null =>
  target && isTextField(target) ? target.value : null;
const rememberField = (target: EventTarget | null): FieldBefore | null =>
  target && { target, value: textOf(target) };

/** An input method may have put digits into the field although their keys were stopped: the field gets its text back. */
function restore(field: FieldBefore | null): void {
  if (!field || field.value === null || !isTextField(field.target) || field.target.value === field.value)
    return;
  field.target.value = field.value;
  field.target.dispatchEvent(new InputEvent('input', { bubbles: true }));
}

/** Looks before and, when it is called, after a release; what that returns undoes it, unless more has changed since. */
function undoOf(field: FieldBefore | null, typed: WedgeOptions['typed']): () => () => void {
  const target = field?.target ?? null;
  const before = { field: textOf(target), typed: typed?.read() ?? [] };
  return () => {
    const after = { field: textOf(target), typed: String(typed?.read() ?? []) };
    return () => {
      if (after.field !== before.field && textOf(target) === after.field)
        restore(target && { target, value: before.field });
      if (after.typed !== String(before.typed) && String(typed?.read()) === after.typed)
        typed?.write(before.typed);
    };
  };
}

/** A person's digit, late: the page hears its key as it would have, and then the field gets it. */
function typeDigit(digit: string, field: FieldBefore | null): void {
  // What had the focus may be gone from the page by now: its key would reach nobody.
  const isGone = field?.target instanceof Node && !field.target.isConnected;
  const target = isGone ? document.body : field?.target;
  if (!field || !target) return;
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
