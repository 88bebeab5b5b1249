/**
 * How far the page's content and its address drift apart, in milliseconds after the click.
 * `page` holds the content back (the address is new, the content old); `url` holds the address
 * back (the content is new, the address old). The choice lasts as long as the tab.
 */

const KEY = 'crm.delays';
const LONGEST = 2000;
const NAMES = ['page', 'url'];

const clamp = (value) => Math.min(LONGEST, Math.max(0, Math.round(Number(value) || 0)));

let current = { page: 0, url: 0 };

/** Reads `?delay=page:800,url:0` first, else what this tab chose before. */
export function loadDelays() {
  const asked = new URLSearchParams(location.search).get('delay');
  if (asked === null) {
    current = { ...current, ...JSON.parse(sessionStorage.getItem(KEY) ?? '{}') };
    return;
  }
  const pairs = asked.split(',').map((part) => part.split(':'));
  setDelays(Object.fromEntries(pairs.filter(([name]) => NAMES.includes(name))));
}

export const delays = () => ({ ...current });

/** What is left out stays as it is; values outside 0 to 2000 are brought inside. */
export function setDelays(wanted) {
  for (const name of NAMES) {
    if (wanted[name] !== undefined) current[name] = clamp(wanted[name]);
  }
  sessionStorage.setItem(KEY, JSON.stringify(current));
}
