/**
 * What is not a text yet: nothing at all, or a form that nobody filled in.
 * Twin of backend/threadside/rules/content/holes.py.
 */
import data from '../../../../shared_schemas/content.json';
import type { Folded } from './folded';
import { type Found, hint, type Span } from './hint';

const { greetings, labels } = data.holes;
const NEAR = "[a-z']{1,15}";
const hole = new RegExp(
  [
    '\\{\\{[^{}\\n]{0,80}\\}{0,2}|\\}\\}',
    '\\{ ?[a-z0-9][a-z0-9_. ]{0,40}\\}',
    '<<[^<>\\n]{1,40}>>',
    '\\*\\|[a-z0-9_:]{1,40}\\|\\*',
    '%[a-z][a-z_]{2,30}%',
    `[<\\[] ?(?:${NEAR}[ _-]){0,4}(?:${labels})(?:[ _-]${NEAR}){0,3} ?[>\\]]`,
    '\\((?:your |first |last |customer |client )?name\\)',
    '(?<![a-z0-9_./=?&-])(?:first|last|full|customer|client|company|agent|rep)_name(?![a-z0-9_])',
    '_{3,}',
    'lorem ipsum',
    `(?<![a-z0-9])(?:${greetings})(?: (?:mrs?|ms|dr|sra?|mme|m)\\.?)? {1,3},`,
    `(?<![a-z0-9])(?:${greetings}),? (?:null|undefined|none|nan|n/a)(?= ?[,.!?:;\\n-]|(?![\\s\\S]))`,
  ].join('|'),
  'gu',
);
// "XXXX 4821" is a number made unreadable on purpose, and "XXXL" a size.
const CROSSES =
  /(?<![A-Za-z0-9*-])(?<![0-9] )(?:X{3,}(?![A-Za-z0-9])(?![ -]?[0-9X*])|[Xx]{2}[:/][Xx]{2}(?![A-Za-z0-9])|(?<=[$€£])X{2}(?![A-Za-z0-9]))/g;

/** Is there nothing to be seen: blanks, line breaks, invisible characters? */
export const isEmpty = (folded: Folded): boolean => /^[ \n]*$/.test(folded.plain);

/** `unfilled_placeholder`, showing the first: `{{…}}`, [NAME], <first name>, XXXX, "Dear ,". */
export function checkHoles({ text, plain, span }: Folded): Found {
  const spans: Span[] = [
    ...Array.from(plain.matchAll(hole), ({ 0: found, index }) => span(index, index + found.length)),
    ...Array.from(
      text.matchAll(CROSSES),
      ({ 0: found, index }): Span => [index, index + found.length],
    ),
  ].sort((a, b) => a[0] - b[0]);
  const first = spans[0];
  if (first === undefined) return null;
  return hint('unfilled_placeholder', 'block', { hole: text.slice(...first) }, spans);
}
