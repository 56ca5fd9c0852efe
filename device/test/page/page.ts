import * as device from '../../src/index.ts';
import { Decoder } from '../../src/scanner/decoder.ts';

/** A page that uses the device as the apps do, and lets a test in a real browser look at what it heard. */
interface Heard {
  text: string;
  scanMs: number;
  atMs: number;
}
const codes: Heard[] = [];
const states: { state: device.ScannerState; atMs: number }[] = [];
const wedged: string[] = [];
const cutOffs: number[] = [];
/** Keys that reached the page's own handlers, as a keypad would hear them. */
const keys: string[] = [];

const video = document.querySelector('video');
if (!video) throw new Error('the page has no video');

const test = {
  device,
  Decoder,
  codes,
  states,
  wedged,
  cutOffs,
  keys,
  scanner: undefined as device.Scanner | undefined,
  startScanner() {
    test.scanner?.close();
    test.scanner = new device.Scanner({
      video,
      facing: 'user',
      onCode: (text, { scanMs }) => codes.push({ text, scanMs, atMs: Date.now() }),
      onState: (state) => states.push({ state, atMs: Date.now() }),
    });
  },
  stopWedge: device.listenToWedge({
    onCode: (digits) => wedged.push(digits),
    onCutOff: () => cutOffs.push(Date.now()),
  }),
};
window.addEventListener('keydown', (event) => keys.push(event.key));
Object.assign(window, { test });
