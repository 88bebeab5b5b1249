/** One thing that is said about a draft, in words, with what can be done about it. */
import { plural, t, type WordKey } from '../../words';
import type { Verdict } from '../wire';
import type { Hint, Level, Span } from './hint';
import type { Finding, SensitiveType } from './sensitive';

export interface Advice {
  /** The check, or `sensitive_` and the type, as the server's reasons have it. */
  readonly code: string;
  readonly level: Level;
  readonly title: string;
  readonly detail: string;
  readonly why: string;
  readonly spans: readonly Span[];
  /** The whole text with this one thing mended. */
  readonly fix: string | null;
  /** Whether the rep may say that it is something else; the server then decides. */
  readonly doubtable: boolean;
  /** What the server refused is said, and may be tried again; what is found here waits for a change. */
  readonly by: 'here' | 'server';
}

/** Said in a row of their own: what a first text must carry. */
export const FIRST_TEXT: readonly string[] = ['missing_identity', 'missing_opt_out_line'];

/**
 * A card has its prefix, length and check digit, and a code is of use to whoever reads it first:
 * for these the server takes no reason either (rules/verdict/wording.py).
 */
const CERTAIN: readonly string[] = ['card', 'otp'];

/** A check's words take all of its parameters or none; the class of a risk is said nowhere. */
export function ofHint({ code, level, params: { class: _, ...params }, spans, fix }: Hint): Advice {
  const words = (key: string): string => t(key as WordKey, params as never);
  return {
    code,
    level,
    title: words(`content.${code}.title`),
    detail: words(`content.${code}.detail`),
    why: words(`content.${code}.why`),
    spans,
    fix,
    doubtable: false,
    by: 'here',
  };
}

/**
 * The value itself is never repeated: of a card its last four digits, of the rest nothing.
 * `refused` are kinds that the policy refuses, though they are only warned of elsewhere.
 */
export function ofFinding(
  found: Finding,
  doubted: readonly string[],
  refused: readonly string[] = [],
): Advice {
  const { type, start, end, last4 } = found;
  const code = `sensitive_${type}`;
  const grave = found.action === 'block' || refused.includes(type);
  const blocks = grave && !doubted.includes(code);
  return {
    code,
    level: blocks ? 'block' : 'warn',
    title:
      last4 === undefined
        ? t(`sidebar.hints.sensitive.${type}`)
        : t('sidebar.hints.sensitive.card.last4', { last4 }),
    detail: detailOf(type, grave, blocks),
    why: t(type === 'solicits_secret' ? 'sidebar.hints.why.asks' : 'sidebar.hints.why.holds'),
    spans: [[start, end]],
    fix: null,
    doubtable: blocks && !CERTAIN.includes(type),
    by: 'here',
  };
}

function detailOf(type: SensitiveType, grave: boolean, blocks: boolean): string {
  if (grave && !blocks) return t('sidebar.hints.doubted');
  if (type === 'solicits_secret') return t('sidebar.hints.do.ask');
  return t(blocks ? 'sidebar.hints.do.remove' : 'sidebar.hints.do.consider');
}

/** The check that a reason of the server's speaks of. */
function checkOf(code: string): string {
  if (code === 'identity_due') return 'missing_identity';
  if (code === 'opt_out_line_due') return 'missing_opt_out_line';
  return code.replace(/^content_/, '');
}

/** What the server refused these very words for, as far as the words can mend it. */
export function ofRefusal(
  { state, reasons }: Pick<Verdict, 'state' | 'reasons'>,
  passed: readonly string[],
): Advice[] {
  if (state !== 'stop') return [];
  return reasons
    .filter(
      ({ code, weight, remedies = [] }) =>
        weight === 'stop' &&
        !passed.includes(code) &&
        remedies.some((one) => one.code === 'edit_text'),
    )
    .map(({ code, words: detail }) => ({
      code: checkOf(code),
      level: 'block',
      title: t('sidebar.hints.refused'),
      detail,
      why: '',
      spans: [],
      fix: null,
      doubtable: false,
      by: 'server',
    }));
}

/** For who can't see the strip: "1 problem, 2 hints". */
export function summary(all: readonly Advice[]): string {
  const count = (level: Level): number => all.filter((one) => one.level === level).length;
  const counted = [
    count('block') > 0 ? plural('sidebar.hints.problems', count('block')) : '',
    count('warn') > 0 ? plural('sidebar.hints.warnings', count('warn')) : '',
    count('hint') > 0 ? plural('sidebar.hints.hints', count('hint')) : '',
  ];
  return counted.filter(Boolean).join(', ');
}
