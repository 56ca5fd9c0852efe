/** Keeps the screen on while a code is shown or the counter is open. Browsers drop the lock whenever the page is hidden. */
export function keepAwake(): () => void {
  let lock: WakeLockSentinel | undefined;
  let stopped = false;
  const acquire = async () => {
    if (stopped || document.visibilityState === 'hidden' || (lock && !lock.released)) return;
    try {
      // Missing in older browsers, and before iOS 18.4 in apps on the home screen.
      const fresh = await navigator.wakeLock?.request('screen');
      if (stopped) await fresh?.release();
      else lock = fresh;
    } catch {
      // Low battery or a policy of the device: the screen may go dark, and the next touch tries again.
    }
  };
  const again = () => void acquire();
  document.addEventListener('visibilitychange', again);
  document.addEventListener('pointerdown', again);
  again();
  return () => {
    stopped = true;
    document.removeEventListener('visibilitychange', again);
    document.removeEventListener('pointerdown', again);
    void lock?.release().catch(() => undefined);
  };
}
