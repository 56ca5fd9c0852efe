export const languages = ['ko', 'en'] as const;
export type Language = (typeof languages)[number];
export const themes = ['light', 'dark'] as const;

/** Phones, tablets of 8 to 13 inches beside the cash drawer, lying and standing, a desk. */
export const sizes = {
  '390x844': { width: 390, height: 844 },
  '360x640': { width: 360, height: 640 },
  '1280x800': { width: 1280, height: 800 },
  '800x1280': { width: 800, height: 1280 },
  '1024x600': { width: 1024, height: 600 },
  '1440x900': { width: 1440, height: 900 },
} as const;
export type Size = keyof typeof sizes;
