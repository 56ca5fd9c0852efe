import { api } from './line.ts';

/** A tile is some 200 pixels wide, at two device pixels each; the server takes 40 kB. */
const side = 320;
const bytesMax = 40_000;
const qualities = [0.8, 0.6, 0.4] as const;

/** Any picture file as a small square JPEG in base64; null when the browser cannot read it. */
export async function tilePicture(file: File): Promise<string | null> {
  try {
    const picture = await createImageBitmap(file);
    const edge = Math.min(picture.width, picture.height);
    const canvas = new OffscreenCanvas(side, side);
    const [left, top] = [(picture.width - edge) / 2, (picture.height - edge) / 2];
    canvas.getContext('2d')?.drawImage(picture, left, top, edge, edge, 0, 0, side, side);
    picture.close();
    for (const quality of qualities) {
      const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality });
      if (blob.size <= bytesMax) return base64(new Uint8Array(await blob.arrayBuffer()));
    }
    return null;
  } catch {
    return null;
  }
}

const base64 = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));

/** As long as the page: a tile's picture is fetched once for each time that it was changed. */
const fetched = new Map<string, Promise<string | null>>();

/** The address of an item's picture; null when it has none or it cannot be had now. */
export function pictureOf(item: { id: string; pictureAt: number | null }): Promise<string | null> {
  if (item.pictureAt === null) return Promise.resolve(null);
  const key = `${item.id} ${item.pictureAt}`;
  const known = fetched.get(key);
  if (known) return known;
  const fresh = api.item.picture.query({ id: item.id }).then(
    (jpeg) => jpeg && `data:image/jpeg;base64,${jpeg}`,
    () => {
      // Without a connection the tile has its name; the next drawing asks again.
      fetched.delete(key);
      return null;
    },
  );
  fetched.set(key, fresh);
  return fresh;
}
