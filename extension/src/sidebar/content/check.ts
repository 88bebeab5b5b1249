/**
 * Everything a text's content is checked for while it is typed, but sensitive data.
 * Twin of backend/threadside/rules/content/check.py, whose answer is the one that counts: both
 * read content.json and run shared_schemas/vectors/content.json.
 */
import { countSegments } from '../format/segments';
import { checkCopies } from './copies';
import { fold } from './folded';
import { type Found, type Hint, hint, type Setting } from './hint';
import { checkHoles, isEmpty } from './holes';
import { checkIdentity } from './identity';
import { checkInvitations } from './invitations';
import { checkLinks, findLinks } from './links';
import { find, lists } from './phrases';
import { checkRisks } from './risk';
import { checkShouting } from './shouting';
import { checkBlame, checkFancyFont, checkJargon, checkMarks, checkQuestions } from './tone';

const LEVELS = ['block', 'warn', 'hint'] as const;

/** What is to be said about `text`, the gravest first; an ordinary polite text has no hint. */
export function check(text: string, setting: Setting): readonly Hint[] {
  const folded = fold(text);
  if (isEmpty(folded)) return [hint('empty', 'block')];
  const links = findLinks(folded, setting.linkDomains);
  const phrases = find(lists, folded);
  const found = [
    checkHoles(folded),
    checkLength(text, setting),
    ...checkLinks(text, links, setting),
    checkInvitations(folded),
    ...checkRisks(folded, phrases, setting),
    checkFancyFont(text),
    checkShouting(folded, links, setting),
    checkBlame(folded, phrases),
    ...checkMarks(text, links),
    checkQuestions(folded, links),
    checkJargon(folded, setting.plainWords),
    ...checkIdentity(folded, setting),
    ...checkCopies(text, setting),
  ].filter((one) => one !== null);
  return LEVELS.flatMap((level) => found.filter((one) => one.level === level));
}

function checkLength(text: string, { warnSegments, maxSegments }: Setting): Found {
  const { segments } = countSegments(text);
  if (segments > maxSegments) return hint('too_long', 'block', { segments, most: maxSegments });
  return segments > warnSegments
    ? hint('many_segments', 'warn', { segments, fewer: warnSegments })
    : null;
}
