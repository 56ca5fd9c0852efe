import type { ScannerState } from '@kumoh-pay/device/scanner/scanner.ts';

/** The last lunch hour's worth: older ones say nothing of the camera as it is now. */
const keptScans = 200;

/** What the camera has done lately, for the office. */
class Looks {
  camera: ScannerState | 'unused' = 'unused';
  #scansMs: number[] = [];

  scanned(scanMs: number): void {
    this.#scansMs = [...this.#scansMs.slice(1 - keptScans), scanMs];
  }

  /** From the picture to the text; null while there was none. */
  get p95Ms(): number | null {
    const sorted = this.#scansMs.toSorted((a, b) => a - b);
    const at = sorted[Math.floor((sorted.length - 1) * 0.95)];
    return at === undefined ? null : Math.round(at);
  }
}

export const looks = new Looks();
