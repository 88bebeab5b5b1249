/** Whether a page looks light or dark, by the first background that is really painted. */

/** Relative luminance (WCAG 2.2) of `rgb(…)`, or null where the colour is mostly transparent. */
export function luminance(color: string): number | null {
  const [r, g, b, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  if (r === undefined || g === undefined || b === undefined || alpha < 0.5) return null;
  const [red, green, blue] = [r, g, b].map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function pageScheme(document: Document): 'light' | 'dark' {
  for (const element of [document.body, document.documentElement]) {
    const light = element && luminance(getComputedStyle(element).backgroundColor);
    if (light !== null) return light < 0.25 ? 'dark' : 'light';
  }
  // Nothing painted: the browser's canvas, which is dark only where the page asked for it.
  const wants = getComputedStyle(document.documentElement).colorScheme;
  return /dark/.test(wants) && (!/light/.test(wants) || matchMedia('(prefers-color-scheme: dark)').matches)
    ? 'dark'
    : 'light';
}
