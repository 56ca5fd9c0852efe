import { PNG } from 'pngjs';

/** Pixels in rows, four bytes each: red, green, blue, and an alpha that is not looked at. */
export interface Picture {
  width: number;
  height: number;
  data: Uint8Array;
}

export type Colour = readonly [red: number, green: number, blue: number];
/** A desk under a shop's lamp. */
export const deskGrey: Colour = [112, 116, 120];

export function plainPicture(width: number, height: number, colour: Colour = deskGrey): Picture {
  const data = new Uint8Array(width * height * 4);
  for (let at = 0; at < data.length; at += 4) data.set([...colour, 255], at);
  return { width, height, data };
}

/** A screenshot. @throws when it is no PNG. */
export function pictureFromPng(png: Uint8Array): Picture {
  const { width, height, data } = PNG.sync.read(Buffer.from(png));
  return { width, height, data };
}

/**
 * A picture whose every pixel comes from another place of `source`, given by `whence` in its pixels (the centre of a
 * pixel is at .5), mixed from the four around it. Outside is `around`.
 */
export function remap(
  source: Picture,
  width: number,
  height: number,
  around: Colour,
  whence: (x: number, y: number) => readonly [number, number],
): Picture {
  const picture = plainPicture(width, height, around);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [fromX, fromY] = whence(x + 0.5, y + 0.5);
      if (fromX < 0 || fromY < 0 || fromX >= source.width || fromY >= source.height) continue;
      for (let channel = 0; channel < 3; channel++) {
        picture.data[(y * width + x) * 4 + channel] = mixed(source, fromX - 0.5, fromY - 0.5, channel);
      }
    }
  }
  return picture;
}

function mixed({ width, height, data }: Picture, x: number, y: number, channel: number): number {
  const left = Math.floor(x);
  const top = Math.floor(y);
  const at = (column: number, row: number) => {
    const inside = Math.min(Math.max(row, 0), height - 1) * width + Math.min(Math.max(column, 0), width - 1);
    return data[inside * 4 + channel] ?? 0;
  };
  const [right, down] = [x - left, y - top];
  const upper = at(left, top) * (1 - right) + at(left + 1, top) * right;
  const lower = at(left, top + 1) * (1 - right) + at(left + 1, top + 1) * right;
  return Math.round(upper * (1 - down) + lower * down);
}
