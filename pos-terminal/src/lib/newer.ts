import { minuteMs } from '@kumoh-pay/domain';

/** A new version is looked for this often; lunch is never the time to take it. */
const lookMs = 15 * minuteMs;
const idleLookMs = 10_000;

/** The worker has taken a newer version in: the page follows it when nobody is using the counter. */
export function whenNewerIsIdle(isIdle: () => boolean): () => void {
  const workers = navigator.serviceWorker;
  if (!workers) return () => undefined;
  // The first worker of a new tablet is no newer version.
  let controlled = workers.controller !== null;
  let newer = false;
  const taken = () => {
    newer = controlled;
    controlled = true;
  };
  workers.addEventListener('controllerchange', taken);
  const look = setInterval(() => {
    void workers.getRegistration().then((registration) => registration?.update().catch(() => undefined));
  }, lookMs);
  const idle = setInterval(() => {
    if (newer && isIdle()) location.reload();
  }, idleLookMs);
  return () => {
    workers.removeEventListener('controllerchange', taken);
    clearInterval(look);
    clearInterval(idle);
  };
}
