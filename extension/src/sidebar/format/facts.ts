/** What a chooser says about a person, in one line. */
import { plural, t } from '../../words';
import type { PersonCard } from '../wire';
import { clockTime, daysAgo, minutesAgo, shortDay } from './time';

/** `just now`, `5 min ago`, `2:15 PM` or `Nov 12`. */
export function when(at: string, now: number, locale: string): string {
  const minutes = minutesAgo(at, now);
  if (minutes === 0) return t('sidebar.when.now');
  if (minutes !== null) return t('sidebar.when.minutes', { n: minutes });
  return daysAgo(at, now) === 0 ? clockTime(at, locale) : shortDay(at, now, locale);
}

/** `texted 5 min ago` and `wrote Nov 12`, the last first; or `never texted`. */
function lastContact(person: PersonCard, now: number, locale: string): string[] {
  const { last_inbound_at: wrote, last_outbound_at: texted } = person;
  const told = [
    texted && {
      at: texted,
      words: t('sidebar.choose.texted', { when: when(texted, now, locale) }),
    },
    wrote && { at: wrote, words: t('sidebar.choose.wrote', { when: when(wrote, now, locale) }) },
  ].filter((one) => one !== null && one !== '');
  if (told.length === 0) return [t('sidebar.choose.never')];
  return told.sort((a, b) => (a.at > b.at ? -1 : 1)).map(({ words }) => words);
}

/** Who else of the list answers this number, or how many people elsewhere. */
function shared(person: PersonCard, others: readonly PersonCard[]): string {
  const numbers = new Set(person.phones.map((one) => one.e164));
  const answers = (one: PersonCard): boolean =>
    one.phones.some(({ e164 }) => e164 !== null && numbers.has(e164));
  const same = others.find((one) => one.id !== person.id && answers(one));
  if (same !== undefined) return t('sidebar.choose.same_number', { name: same.name });
  const count = Math.max(0, ...person.phones.map((one) => one.shared_with ?? 0));
  return count > 0 ? plural('sidebar.choose.shared', count) : '';
}

export interface PersonFacts {
  words: string;
  /** They asked not to be texted, or have no number that can be. */
  cannot: boolean;
}

export function personFacts(
  person: PersonCard,
  others: readonly PersonCard[],
  now: number,
  locale: string,
): PersonFacts {
  if (person.opted_out_at !== null) {
    const day = shortDay(person.opted_out_at, now, locale);
    return { words: t('sidebar.choose.opted_out', { day }), cannot: true };
  }
  const usable = person.phones.find((one) => one.e164 !== null && !one.problem);
  if (usable === undefined) {
    const why = person.phones[0]?.problem ?? t('sidebar.choose.no_number');
    return { words: t('sidebar.choose.cannot', { why }), cannot: true };
  }
  const first = person.hint?.role || person.title || usable.display;
  const words = [first, shared(person, others), ...lastContact(person, now, locale)];
  return { words: words.filter((word) => word !== '').join(' · '), cannot: false };
}
