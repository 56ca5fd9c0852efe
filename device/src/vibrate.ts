/** Felt in the hand where the device can: long for paid, three short ones for refused. Milliseconds of on and off. */
const patterns = { paid: [180], refused: [60, 60, 60, 60, 60], unknown: [120, 120, 120] };

/** False where the device or browser cannot (every iPhone). */
export function vibrate(meaning: keyof typeof patterns): boolean {
  try {
    return navigator.vibrate?.(patterns[meaning]) ?? false;
  } catch {
    return false;
  }
}
