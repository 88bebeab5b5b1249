/** Whether a page looks light or dark, by the first background that is really painted. */

/** How light a colour looks, 0 to 255 (ITU-R BT.601), or null where it is mostly transparent. */
export function lightness(color: string): number | null {
  const [r = 0, g = 0, b = 0, alpha = 1] = (color.match(/[\d.]+/g) ?? []).map(Number);
  return alpha < 0.5 ? null : 0.299 * r + 0.587 * g + 0.114 * b;
}

export function pageScheme(document: Document): 'light' | 'dark' {
  for (const element of [document.body, document.documentElement]) {
    const light = element && lightness(getComputedStyle(element).backgroundColor);
    if (light !== null) return light < 110 ? 'dark' : 'light';
  }
  return 'light';
}
