import QRCode from 'qrcode';
import { type Picture, plainPicture } from './picture.ts';

/** A code on a white screen, as the wallet shows it: level M, margin of four modules, whole pixels a module. */
export function qrPicture(text: string, modulePixels = 8): Picture {
  return paint(
    QRCode.create(digitsOnly(text) ? [{ data: text, mode: 'numeric' }] : text, { errorCorrectionLevel: 'M' }),
    modulePixels,
  );
}

/** A code that holds these bytes, whatever they mean. */
export const qrPictureOfBytes = (bytes: Uint8Array, modulePixels = 8): Picture =>
  paint(QRCode.create([{ data: bytes, mode: 'byte' }], { errorCorrectionLevel: 'M' }), modulePixels);

const digitsOnly = (text: string) => /^[0-9]+$/.test(text);
const margin = 4;

function paint({ modules }: QRCode.QRCode, modulePixels: number): Picture {
  const side = (modules.size + 2 * margin) * modulePixels;
  const picture = plainPicture(side, side, [255, 255, 255]);
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const [column, row] = [Math.floor(x / modulePixels) - margin, Math.floor(y / modulePixels) - margin];
      const outside = column < 0 || row < 0 || column >= modules.size || row >= modules.size;
      if (!outside && modules.get(row, column))
        picture.data.fill(0, (y * side + x) * 4, (y * side + x) * 4 + 3);
    }
  }
  return picture;
}
