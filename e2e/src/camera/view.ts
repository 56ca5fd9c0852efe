import { type Colour, deskGrey, type Picture, remap } from './picture.ts';

/** How a screen is held before a camera, and what the light does to it. All of them give a new picture. */

/** Turned clockwise about its middle; the corners show the desk. */
export function rotate(picture: Picture, degrees: number, around: Colour = deskGrey): Picture {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const width = Math.ceil(picture.width * Math.abs(cos) + picture.height * Math.abs(sin));
  const height = Math.ceil(picture.width * Math.abs(sin) + picture.height * Math.abs(cos));
  return remap(picture, width, height, around, (x, y) => {
    const [dx, dy] = [x - width / 2, y - height / 2];
    return [picture.width / 2 + dx * cos + dy * sin, picture.height / 2 - dx * sin + dy * cos];
  });
}

/** In the middle of as large a picture, `part` of its size. */
export function shrink(picture: Picture, part: number, around: Colour = deskGrey): Picture {
  const { width, height } = picture;
  // Beforehand softened, as a lens does: else whole columns of fine patterns would fall between the samples.
  const softened = blur(picture, 0.5 / part - 0.5);
  return remap(softened, width, height, around, (x, y) => [
    width / 2 + (x - width / 2) / part,
    height / 2 + (y - height / 2) / part,
  ]);
}

/** A screen at `light` (0 to 1) of its brightness in a room that reflects in it: less contrast, all of it dark. */
export function dim(picture: Picture, light: number): Picture {
  const reflected = 12;
  const data = picture.data.map((value, at) => (at % 4 === 3 ? 255 : Math.round(value * light + reflected)));
  return { ...picture, data };
}

/** Out of focus by so many pixels (a box of 2·radius + 1, twice in each direction). */
export function blur(picture: Picture, radius: number): Picture {
  const whole = Math.round(radius);
  if (whole < 1) return picture;
  let { data } = picture;
  for (let round = 0; round < 2; round++) {
    data = smear(data, picture.width, picture.height, whole, 4, picture.width * 4);
    data = smear(data, picture.height, picture.width, whole, picture.width * 4, 4);
  }
  return { ...picture, data };
}

/** A running mean along lines of `length` pixels that are `step` bytes apart; the lines `lineStep` bytes. */
function smear(
  from: Uint8Array,
  length: number,
  lines: number,
  radius: number,
  step: number,
  lineStep: number,
) {
  const to = new Uint8Array(from.length).fill(255);
  const inside = (place: number) => Math.min(Math.max(place, 0), length - 1) * step;
  for (let line = 0; line < lines; line++) {
    for (let channel = 0; channel < 3; channel++) {
      const start = line * lineStep + channel;
      let sum = 0;
      for (let place = -radius; place <= radius; place++) sum += from[start + inside(place)] ?? 0;
      for (let place = 0; place < length; place++) {
        to[start + place * step] = Math.round(sum / (2 * radius + 1));
        sum += (from[start + inside(place + radius + 1)] ?? 0) - (from[start + inside(place - radius)] ?? 0);
      }
    }
  }
  return to;
}

/** A lamp's white spot: its middle and radius as parts of the picture's width and height; it fades to its edge. */
export function glare(picture: Picture, spot: { x: number; y: number; radius: number }): Picture {
  const { width, height } = picture;
  const data = picture.data.slice();
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const distance = Math.hypot(x / width - spot.x, ((y / height - spot.y) * height) / width) / spot.radius;
      if (distance >= 1) continue;
      // Flat in the middle, where everything is lost, and soft at the edge.
      const strength = Math.min(1, (1 - distance) * 2);
      for (let channel = 0; channel < 3; channel++) {
        const at = (y * width + x) * 4 + channel;
        data[at] = Math.round((data[at] ?? 0) + (255 - (data[at] ?? 0)) * strength);
      }
    }
  }
  return { width, height, data };
}
