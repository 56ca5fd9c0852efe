import type { QRCodeSegment } from 'qrcode';
import QRCode from 'qrcode';

/** Empty modules around a code; with fewer, readers miss it (ISO 18004). */
export const quietModules = 4;

export interface QrPath {
  /** Modules of one side, the quiet margin included. */
  side: number;
  /** SVG path data in modules: one rectangle for each run of dark modules in a row. */
  path: string;
}

/**
 * A code as one path, error correction M. Digits go in numeric mode, a third the size of bytes.
 * @throws when the text is longer than a QR code holds (5,596 digits, 2,331 bytes at M).
 */
export function qrPath(text: string): QrPath {
  const segment: QRCodeSegment = /^\d+$/.test(text)
    ? { data: text, mode: 'numeric' }
    : { data: new TextEncoder().encode(text), mode: 'byte' };
  const { size, data } = QRCode.create([segment], { errorCorrectionLevel: 'M' }).modules;
  const runs: string[] = [];
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      if (!data[row * size + column]) continue;
      const start = column;
      while (column < size && data[row * size + column]) column += 1;
      runs.push(`M${start + quietModules} ${row + quietModules}h${column - start}v1h${start - column}z`);
    }
  }
  return { side: size + 2 * quietModules, path: runs.join('') };
}
