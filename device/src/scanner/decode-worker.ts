/// <reference types="vite/client" />
import { prepareZXingModule } from 'zxing-wasm/reader';
import wasmAddress from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { decodePicture } from './decode.ts';
import type { FrameQuestion, WorkerMessage } from './frame-message.ts';

/** Reads pictures beside the page, so that the screen never waits for it. Whatever a picture holds, it answers. */
const say = (message: WorkerMessage) => self.postMessage(message);

let canvas: OffscreenCanvas | undefined;

function pixelsOf(picture: ImageBitmap): ImageData | null {
  const { width, height } = picture;
  if (!canvas || canvas.width !== width || canvas.height !== height)
    canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
  if (!context) return null;
  context.drawImage(picture, 0, 0);
  return context.getImageData(0, 0, width, height);
}

async function answer(question: FrameQuestion): Promise<readonly string[]> {
  try {
    const pixels = pixelsOf(question.picture);
    return pixels ? await decodePicture(pixels, question.thorough) : [];
  } catch {
    // A picture that breaks the reader is a picture without a code: the next one comes in a thirtieth of a second.
    return [];
  } finally {
    question.picture.close();
  }
}

self.addEventListener('message', (event: MessageEvent<FrameQuestion>) => {
  void answer(event.data).then((texts) => say({ is: 'answer', number: event.data.number, texts }));
});

// The library would fetch its program from a public network; ours comes from the app's own address.
prepareZXingModule({ overrides: { locateFile: () => wasmAddress }, fireImmediately: true }).then(
  () => say({ is: 'ready' }),
  () => say({ is: 'broken' }),
);
