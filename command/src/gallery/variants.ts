export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];
export const themes = ['light', 'dark'] as const;

/** A phone, a tablet beside the cash drawer, a desk. */
export const sizes = {
  '390x844': { width: 390, height: 844 },
  '360x640': { width: 360, height: 640 },
  '1280x800': { width: 1280, height: 800 },
  '1440x900': { width: 1440, height: 900 },
} as const;
export type Size = keyof typeof sizes;
