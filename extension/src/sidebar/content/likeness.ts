/** How much of a draft was written before: in its template, or in a text to this person. */
import { t } from '../../words';
import { comparable, sameWords, taken } from './copies';

export interface Likeness {
  readonly of: 'template' | 'previous';
  /** Of the draft's words; 100 where it is the same word for word. */
  readonly percent: number;
}

/** From here on it is said. Of earlier texts more, since people greet and thank alike. */
const WORTH_SAYING = { template: 50, previous: 80 } as const;

/** Of the template it began with; where there is none, of the most alike of our last texts. */
export function likeness(
  text: string,
  template: string | null,
  previous: readonly string[],
): Likeness | null {
  if (!comparable(text)) return null;
  return template === null
    ? worth('previous', Math.max(0, ...previous.map((said) => percentOf(text, said))))
    : worth('template', percentOf(text, template));
}

/** What a rep reads of it. */
export function likenessWords({ of, percent }: Likeness): string {
  if (percent < 100) return t(`sidebar.likeness.${of}.part`, { percent });
  return t(`sidebar.likeness.${of}.all`);
}

const worth = (of: Likeness['of'], percent: number): Likeness | null =>
  percent < WORTH_SAYING[of] ? null : { of, percent };

function percentOf(text: string, source: string): number {
  return sameWords(text, source) ? 100 : Math.min(99, Math.round(taken(text, source) * 100));
}
