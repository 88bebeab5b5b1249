/** A badge in words: what is drawn, and what a screen reader says. */
import { browser } from '../chrome';
import type { Listed } from '../listed';
import { plural, t } from '../words';

export interface Said {
  age: string;
  initials: string;
  unread: string;
  out: boolean;
  /** The whole as a sentence; empty when there is nothing to say. */
  label: string;
}

const MINUTE = 60_000;
const UNITS = [
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;
/** The server stops counting above it. */
const MOST_SHOWN = 9;

/** How long ago, in the largest unit that has passed, a minute at least: `2h`, or `2 hours`. */
export function age(ms: number, unitDisplay: 'narrow' | 'long'): string {
  const [unit, length] = UNITS.find(([, size]) => ms >= size) ?? UNITS[2];
  const passed = Math.max(1, Math.floor(ms / length));
  const format = { style: 'unit', unit, unitDisplay } as const;
  return new Intl.NumberFormat(browser.i18n.getUILanguage(), format).format(passed);
}

export function said({ since, unread, owner, out }: Listed, now: number): Said {
  const waiting = since === null ? null : now - since;
  const many = unread > MOST_SHOWN;
  const parts = [
    waiting !== null && t('page.badge.waiting', { age: age(waiting, 'long') }),
    out && t('page.badge.out'),
    owner?.name,
    unread > 0 && (many ? t('page.badge.many') : plural('page.badge.unread', unread)),
  ];
  return {
    age: waiting === null ? '' : age(waiting, 'narrow'),
    initials: owner?.initials ?? '',
    unread: many ? `${MOST_SHOWN}+` : unread > 0 ? String(unread) : '',
    out,
    label: parts.filter(Boolean).join(', '),
  };
}
