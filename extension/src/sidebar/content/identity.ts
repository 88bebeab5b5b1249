/**
 * Who writes, and how to make it stop: what the first text to a number must say.
 * Twin of backend/threadside/rules/content/identity.py.
 */
import data from '../../../../shared_schemas/content.json';
import { type Folded, fold, foldWords } from './folded';
import { type Found, hint, type Setting } from './hint';
import { tellsHowToOptOut } from './invitations';

/** A text repeats the opt-out line when the last one is older than this. */
const OPT_OUT_LINE_DAYS = 30;

// A name in an address tells nobody who writes.
const ADDRESS = /(?:https?:\/\/|www\.)[^ \n]+/g;

const lines: Readonly<Record<string, string>> = data.identity.lines;
const legalForms = new Set(data.identity.legal_forms.split(' '));

/** `text` with "Acme: " before it and "Reply STOP to opt out." behind, each only where missing. */
export function withIdentity(
  text: string,
  brand: string,
  { optOutLine, language = 'en' }: { optOutLine: boolean; language?: string },
): string {
  let body = text.trim();
  if (brand.trim() !== '' && !carriesIdentity(body, brand)) body = `${brand.trim()}: ${body}`;
  if (optOutLine && !carriesOptOutLine(body)) {
    // Behind an address a full stop would become part of it, so the line starts a new one.
    body += `${body === '' || '.!?…'.includes(body.slice(-1)) ? ' ' : '\n'}${lineIn(language)}`;
  }
  return body.trim();
}

/** Does the text hold the brand's name, with or without its legal form? */
export function carriesIdentity(text: string, brand: string): boolean {
  return named(fold(text), brand);
}

/** Does the text say how to opt out, in English, Spanish or French? */
export function carriesOptOutLine(text: string): boolean {
  return tellsHowToOptOut(fold(text));
}

/** `missing_identity` and `missing_opt_out_line`, on a first text and after thirty days. */
export function checkIdentity(folded: Folded, setting: Setting): Found[] {
  const days = setting.daysSinceOptOutLine;
  if (!setting.firstToNumber && (days === null || days <= OPT_OUT_LINE_DAYS)) return [];
  const brand = setting.brand.trim();
  const unnamed = brand !== '' && !named(folded, brand);
  const silent = !tellsHowToOptOut(folded);
  if (!unnamed && !silent) return [];
  const { language } = setting;
  const fix = withIdentity(folded.text, brand, { optOutLine: true, language });
  return [
    unnamed ? hint('missing_identity', 'warn', { brand }, [], fix) : null,
    silent ? hint('missing_opt_out_line', 'warn', { line: lineIn(language) }, [], fix) : null,
  ];
}

const lineIn = (language: string): string => lines[language] ?? data.identity.lines.en;

function named(folded: Folded, brand: string): boolean {
  const words = foldWords(brand);
  if (words.length === 0) return folded.text.includes(brand.trim());
  while (words.length > 1 && legalForms.has(words.at(-1) ?? '')) words.pop();
  const said = ` ${foldWords(folded.plain.replace(ADDRESS, ' ')).join(' ')} `;
  return said.includes(` ${words.join(' ')} `) || said.includes(` ${words.join('')} `);
}
