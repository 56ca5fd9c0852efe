/** The part of the picture that is looked at, as fractions of its width and height. */
export interface Aim {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The square in the middle, as wide as the shorter side. */
export function middleSquare(width: number, height: number): Aim {
  const side = Math.min(width, height);
  return {
    x: (1 - side / width) / 2,
    y: (1 - side / height) / 2,
    width: side / width,
    height: side / height,
  };
}

/** In whole pixels inside the picture, at least one of each. */
export function aimPixels(aim: Aim, width: number, height: number): Aim {
  const x = Math.round(clamp(aim.x, 0, 1) * width);
  const y = Math.round(clamp(aim.y, 0, 1) * height);
  const left = Math.min(x, width - 1);
  const top = Math.min(y, height - 1);
  return {
    x: left,
    y: top,
    width: clamp(Math.round(aim.width * width), 1, width - left),
    height: clamp(Math.round(aim.height * height), 1, height - top),
  };
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);
