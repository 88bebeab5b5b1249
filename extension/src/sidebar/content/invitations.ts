/**
 * What a text invites its reader to reply, where the reply would opt them out: the words that
 * revoke consent per se (47 CFR 64.1200(a)(10)).
 * Twin of backend/threadside/rules/content/invitations.py.
 */
import data from '../../../../shared_schemas/content.json';
import { type Folded, isUpper, source } from './folded';
import { type Found, hint } from './hint';

/** A word to reply with, where it stands in the folded text, and whether it is to opt out. */
export interface Invitation {
  readonly start: number;
  readonly end: number;
  readonly optsOut: boolean;
}

const lists = data.invitations;
const WORDS = `${lists.stop_words}|${lists.other_words}`;
const OPENED = '["\'*(\\[<]?';
const CLOSED = '["\'*)\\]>]?';
const KEYWORD = `(${OPENED})(${WORDS})(?![a-z0-9])${CLOSED}`;
const AND = 'or|and|o|u|y|ou|et|e';
const OPTS_OUT = lists.opts_out.join('|');
const BARE = `(?:${lists.bare})(?= *(?:[.,;:!?)&/\\n"-]|(?:${AND}|help|msg|msgs) |(?![\\s\\S])))`;

const verb = new RegExp(`(?<![a-z0-9])(?:${lists.verbs})(?![a-z0-9])`, 'g');
const direct = new RegExp(
  `(?<![a-z0-9])(?:${lists.verbs})(?: (?:${lists.between})){0,3}[ :]{1,2}${KEYWORD}`,
  'dg',
);
const listed = new RegExp(`(?:[,;/.\\n:)-] ?|(?<= )(?:${AND}) )${KEYWORD}`, 'dg');
const further = new RegExp(
  `(?: ?(?:,|/|(?<= )(?:${AND})(?= )) ?){1,2}${OPENED}(?:${WORDS})(?![a-z0-9])${CLOSED}`,
  'y',
);
const after = new RegExp(` (?:${lists.after})(?![a-z0-9])`, 'y');
const join = new RegExp(`^(?: ?= ?|,? (?:${lists.joins}) (?:will |can )?)`);
const clauseEnd = new RegExp(`^(?: ?(?:[.,;:!?)&/\\n"]|- |(?<= )(?:${AND}) )|(?![\\s\\S]))`);
const optsOut = new RegExp(`^(?:${OPTS_OUT})`);
const bare = new RegExp(`^${BARE}`);
const stopWord = new RegExp(`^(?:${lists.stop_words})(?![a-z0-9])`);
const meant = new RegExp(`(?:to|para|pour|for|de|if|si) (?:${OPTS_OUT})`);
const otherMeant = new RegExp(`(?<![a-z0-9])${lists.other_purpose}`);
const alone = new RegExp(
  `(?<![a-z0-9])stop(?:all)?["')]? ?(?:=|:|-|to|2|for|para|pour|au|sms) ?(?:[0-9]{4,6}|${OPTS_OUT}|${BARE})`,
);
const labelled = /(?:opt[ -]?out|unsubscribe|baja|desabonner)[ :,=-]{1,3}stop(?![a-z])/;
const nextWord = / ?([a-z]{2,30})/dy;

const REACH = 160;
const TAIL = 160;

/** Every invitation to reply with a word that revokes consent, in order. */
export function findInvitations(folded: Folded): Invitation[] {
  const verbs = Array.from(folded.plain.matchAll(verb), (found) => found.index + found[0].length);
  if (verbs.length === 0) return [];
  const found = new Map<number, Invitation>();
  for (const match of folded.plain.matchAll(direct)) {
    const invitation = invited(folded, match, true);
    if (invitation !== null) found.set(invitation.start, invitation);
  }
  let nearest = 0;
  for (const match of folded.plain.matchAll(listed)) {
    while (nearest < verbs.length && (verbs[nearest] ?? 0) <= match.index) nearest += 1;
    const said = verbs[nearest - 1];
    if (said === undefined || match.index - said > REACH) continue;
    const invitation = invited(folded, match, false);
    if (invitation !== null && !found.has(invitation.start)) {
      found.set(invitation.start, invitation);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start);
}

/** Does the text say how to opt out, in English, Spanish or French? */
export function tellsHowToOptOut(folded: Folded): boolean {
  if (alone.test(folded.plain) || labelled.test(folded.plain)) return true;
  return findInvitations(folded).some((one) => one.optsOut);
}

/** `per_se_word_invitation`, naming the first such word as written. */
export function checkInvitations(folded: Folded): Found {
  const wrong = findInvitations(folded).filter((one) => !one.optsOut);
  const first = wrong[0];
  if (first === undefined) return null;
  const word = source(folded, first.start, first.end);
  const spans = wrong.map((one) => folded.span(one.start, one.end));
  return hint('per_se_word_invitation', 'block', { word }, spans);
}

/** The invitation behind a match, or null for an ordinary use of the word ("text end users"). */
function invited(folded: Folded, match: RegExpExecArray, isDirect: boolean): Invitation | null {
  const [start, end] = match.indices?.[2] ?? [0, 0];
  const matched = match.index + match[0].length;
  const rest = withoutList(folded.plain.slice(matched, matched + TAIL));
  const joined = join.exec(rest);
  const closed = joined !== null || clauseEnd.test(rest);
  const emphasised = match[1] !== '' || isUpper(source(folded, start, end));
  const accepted = isDirect
    ? closed || (emphasised && !shoutsOn(folded, matched))
    : closed && emphasised;
  if (!accepted) return null;
  const stops = stopWord.test(match[2] ?? '');
  if (joined === null) {
    const before = folded.plain.slice(0, match.index).slice(-REACH);
    return { start, end, optsOut: meantBefore(before, stops) };
  }
  const purpose = rest.slice(joined[0].length);
  const stopping = bare.test(purpose) && (stops || stopWord.test(purpose));
  return { start, end, optsOut: stopping || optsOut.test(purpose) };
}

/** What follows the last of "STOP, END or QUIT at any time". */
function withoutList(rest: string): string {
  return rest.slice(pass(after, rest, pass(further, rest, 0)));
}

function pass(pattern: RegExp, text: string, from: number): number {
  let at = from;
  for (;;) {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found === null) return at;
    at += found[0].length;
  }
}

/** "REPLY END USERS": the word is no keyword where the next one is in capitals as well. */
function shoutsOn(folded: Folded, at: number): boolean {
  nextWord.lastIndex = at;
  const place = nextWord.exec(folded.plain)?.indices?.[1];
  return place !== undefined && isUpper(source(folded, ...place));
}

/** Without a purpose behind it, the word means what was said before: "To opt out, reply END". */
function meantBefore(before: string, stops: boolean): boolean {
  const sentence = before.split(/[.!?\n]/).at(-1) ?? '';
  return meant.test(sentence) || (stops && !otherMeant.test(sentence));
}
