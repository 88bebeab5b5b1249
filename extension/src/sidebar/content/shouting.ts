/**
 * CAPITALS: read as shouting by people, and as spam by filters.
 * Twin of backend/threadside/rules/content/shouting.py.
 */
import data from '../../../../shared_schemas/content.json';
import { type Folded, foldWords, isUpper } from './folded';
import { type Found, hint, type Setting, type Span } from './hint';
import { inside, type Link } from './links';
import { capitalised } from './tone';

/** A word and where it starts. */
type Placed = readonly [text: string, start: number];

const WORD = /\p{L}+(?:['’]\p{L}+)*/gu;
const DIGIT = /[0-9]/;
const BEGINS = /(?:^|[.!?\n])[\s"'(¿¡“]*$/;
const keywords = new Set(data.keywords.split(' '));
const acronyms = new Set(data.acronyms.split(' '));
const names = new Set(data.dates.names.split(' '));

const LONG_WORD = 4;
const FEWEST_LETTERS = 8;
const SHARE = 0.5;
const RUN_WORDS = 3;
const RUN_LETTERS = 10;

/**
 * `shouting`: half of the letters, or three words in a row, are in capitals. Reply keywords, the
 * brand, codes with digits and addresses do not count. The mending writes them as sentences.
 */
export function checkShouting(folded: Folded, links: readonly Link[], setting: Setting): Found {
  const words = wordsOf(folded.text, links, setting.brand);
  let loud = words.filter(isLoud);
  if (loud.length < 2 || !loud.some(([text]) => text.length >= LONG_WORD)) return null;
  let spelled: readonly Placed[];
  const letters = lettersOf(loud);
  const cased = lettersOf(words.filter(([text]) => text.toUpperCase() !== text.toLowerCase()));
  if (letters >= FEWEST_LETTERS && letters >= SHARE * cased) {
    spelled = words.filter((word) => isLoud(word) || isLetter(word));
  } else {
    loud = runs(words);
    spelled = loud;
  }
  if (loud.length === 0) return null;
  const spans = loud.map(([text, start]): Span => [start, start + text.length]);
  return hint('shouting', 'warn', {}, spans, calm(folded.text, spelled, setting.language));
}

function wordsOf(text: string, links: readonly Link[], brand: string): Placed[] {
  const own = new Set(foldWords(brand));
  const beside = (word: string, at: number): boolean =>
    DIGIT.test(text.charAt(at + word.length)) || DIGIT.test(text.charAt(at - 1));
  return Array.from(text.matchAll(WORD), ({ 0: word, index }): Placed => [word, index]).filter(
    ([word, start]) =>
      !inside(links, start) &&
      !own.has(word.toLowerCase()) &&
      !(isUpper(word) && (keywords.has(word) || beside(word, start))),
  );
}

const isLoud = ([text]: Placed): boolean => text.length > 1 && isUpper(text);

const isLetter = ([text]: Placed): boolean => text.length === 1 && isUpper(text) && text !== 'I';

const lettersOf = (words: readonly Placed[]): number =>
  words.reduce((sum, [text]) => sum + text.length, 0);

/** The words of every run of three or more in capitals that is more than initials. */
function runs(words: readonly Placed[]): Placed[] {
  const loud: Placed[] = [];
  let run: Placed[] = [];
  for (const word of [...words, ['', 0] as const]) {
    if (isLoud(word)) {
      run.push(word);
      continue;
    }
    const long = run.filter(([text]) => text.length >= LONG_WORD);
    if (run.length >= RUN_WORDS && long.length >= 2 && lettersOf(run) >= RUN_LETTERS) {
      loud.push(...run);
    }
    run = [];
  }
  return loud;
}

function calm(text: string, words: readonly Placed[], language: string): string {
  let spoken = '';
  let done = 0;
  for (const [word, start] of words) {
    spoken += text.slice(done, start);
    spoken += asSpoken(word, text.slice(Math.max(0, start - 20), start), language);
    done = start + word.length;
  }
  return spoken + text.slice(done);
}

function asSpoken(word: string, before: string, language: string): string {
  if (acronyms.has(word)) return word;
  const plain = word.toLowerCase();
  const name = language === 'en' && (names.has(plain) || /^i['’]/.test(plain));
  return name || BEGINS.test(before) ? capitalised(plain) : plain;
}
