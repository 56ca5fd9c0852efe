/**
 * Holds a live stream open only while this tab is looked at: a browser opens six connections to a server for all its
 * tabs together, and those that nobody sees would take them from the one in front.
 * @param open begins it. @returns the end of it, for good.
 */
export function whileSeen(open: () => () => void): () => void {
  let end: (() => void) | null = null;
  const stop = () => {
    end?.();
    end = null;
  };
  const follow = () => {
    if (document.hidden) stop();
    else end ??= open();
  };
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    stop();
  };
}
