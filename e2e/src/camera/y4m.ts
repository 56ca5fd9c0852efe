import { closeSync, existsSync, openSync, statSync, writeFileSync, writeSync } from 'node:fs';
import { type Colour, deskGrey, type Picture, remap } from './picture.ts';

/**
 * The file that Chromium takes for a camera: YUV4MPEG2 with one frame, which it repeats. Writing over the frame's bytes
 * in place, while the browser runs, changes what its camera sees within a tenth of a second.
 */
export interface CameraSize {
  width: number;
  height: number;
}
export const vga: CameraSize = { width: 640, height: 480 };
export const hd: CameraSize = { width: 1280, height: 720 };

const frameMark = 'FRAME\n';
const headerOf = ({ width, height }: CameraSize) =>
  Buffer.from(`YUV4MPEG2 W${width} H${height} F30:1 Ip A1:1 C420mpeg2\n${frameMark}`);

/** Puts the picture before the camera: scaled to fit, in the middle, the desk around it. A file of another size is made anew, which a running browser does not notice. */
export function writeFrame(
  file: string,
  picture: Picture,
  size: CameraSize = hd,
  around: Colour = deskGrey,
): void {
  const header = headerOf(size);
  const frame = i420(fit(picture, size, around));
  if (!existsSync(file) || statSync(file).size !== header.length + frame.length) {
    writeFileSync(file, Buffer.concat([header, frame]));
    return;
  }
  const handle = openSync(file, 'r+');
  try {
    writeSync(handle, frame, 0, frame.length, header.length);
  } finally {
    closeSync(handle);
  }
}

/** As large as the camera's picture holds, without distortion. */
export function fit(picture: Picture, size: CameraSize, around: Colour = deskGrey): Picture {
  if (picture.width === size.width && picture.height === size.height) return picture;
  const scale = Math.min(size.width / picture.width, size.height / picture.height);
  return remap(picture, size.width, size.height, around, (x, y) => [
    picture.width / 2 + (x - size.width / 2) / scale,
    picture.height / 2 + (y - size.height / 2) / scale,
  ]);
}

/** BT.601, limited range, as cameras send: brightness of each pixel, then the two colours at half the width and height. */
function i420({ width, height, data }: Picture): Buffer {
  const pixels = width * height;
  const frame = Buffer.alloc((pixels * 3) / 2);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const [red, green, blue] = colourAt(data, pixel);
    frame[pixel] = 16 + Math.round(0.257 * red + 0.504 * green + 0.098 * blue);
  }
  for (let row = 0; row < height / 2; row++) {
    for (let column = 0; column < width / 2; column++) {
      const [red, green, blue] = colourAt(data, row * 2 * width + column * 2);
      const at = pixels + (row * width) / 2 + column;
      frame[at] = 128 + Math.round(-0.148 * red - 0.291 * green + 0.439 * blue);
      frame[at + pixels / 4] = 128 + Math.round(0.439 * red - 0.368 * green - 0.071 * blue);
    }
  }
  return frame;
}

const colourAt = (data: Uint8Array, pixel: number): Colour => [
  data[pixel * 4] ?? 0,
  data[pixel * 4 + 1] ?? 0,
  data[pixel * 4 + 2] ?? 0,
];
