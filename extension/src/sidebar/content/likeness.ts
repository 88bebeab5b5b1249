/**
 * How much of a draft was written before: in its template, in a text to this person, or to how many
 * others the same words went today, which end in a refusal.
 */
import { t } from '../../words';
import { AROUND_HINT, comparable, mark, sameWords, taken } from './copies';

export interface Likeness {
  readonly of: 'template' | 'previous' | 'others';
  /** Of the draft's words; 100 where it is the same word for word. Of others, of as many as may. */
  readonly percent: number;
  /** How many others got them, and how many may. */
  readonly times?: number;
  readonly most?: number;
}

/** What others got from this line today, by its mark, and from how many on a press is refused. */
export interface Others {
  readonly today: ReadonlyMap<string, number>;
  readonly most: number | null;
}

const NOBODY: Others = { today: new Map(), most: null };

/** From here on it is said. Of earlier texts more, since people greet and thank alike. */
const WORTH_SAYING = { template: 50, previous: 80 } as const;

/**
 * What ends in a refusal first. Else of the template it began with; where there is none, of the most
 * alike of our last texts.
 */
export function likeness(
  text: string,
  template: string | null,
  previous: readonly string[],
  others: Others = NOBODY,
): Likeness | null {
  if (!comparable(text)) return null;
  const around = toOthers(text, others);
  if (around !== null) return around;
  return template === null
    ? worth('previous', Math.max(0, ...previous.map((said) => percentOf(text, said))))
    : worth('template', percentOf(text, template));
}

/** What a rep reads of it. */
export function likenessWords({ of, percent, times = 0, most = 0 }: Likeness): string {
  if (of === 'others') {
    return t(`sidebar.likeness.others.${percent < 100 ? 'part' : 'all'}`, { times, most });
  }
  if (percent < 100) return t(`sidebar.likeness.${of}.part`, { percent });
  return t(`sidebar.likeness.${of}.all`);
}

function toOthers(text: string, { today, most }: Others): Likeness | null {
  const times = today.size === 0 || most === null ? 0 : (today.get(mark(text)) ?? 0);
  if (most === null || times < AROUND_HINT) return null;
  return { of: 'others', percent: Math.min(100, Math.round((times / most) * 100)), times, most };
}

const worth = (of: 'template' | 'previous', percent: number): Likeness | null =>
  percent < WORTH_SAYING[of] ? null : { of, percent };

function percentOf(text: string, source: string): number {
  return sameWords(text, source) ? 100 : Math.min(99, Math.round(taken(text, source) * 100));
}
