/** When a browser cannot say that a new picture has come: a little slower than a camera. */
const fallbackFrameMs = 40;

/** Calls `look` for every new picture of the video, until stopped. `look` is told when the picture was there, by performance.now(). */
export function eachFrame(video: HTMLVideoElement, look: (atMs: number) => void): () => void {
  let stopped = false;
  let handle: number | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const next = () => {
    if (stopped) return;
    if ('requestVideoFrameCallback' in video) handle = video.requestVideoFrameCallback(arrived);
    else timer = setTimeout(() => arrived(performance.now()), fallbackFrameMs);
  };
  const arrived = (nowMs: number) => {
    if (stopped) return;
    look(nowMs);
    next();
  };
  next();
  return () => {
    stopped = true;
    clearTimeout(timer);
    if (handle !== undefined) video.cancelVideoFrameCallback(handle);
  };
}
