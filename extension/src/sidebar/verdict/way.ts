/** What a verdict lets the composer do. Pure; the words are the server's. */
import { SOONEST_MS } from '../limits';
import type { Override, Remedy, Verdict, VerdictReason } from '../wire';

/** open: Send · later: Send, and it goes when it may · shut: nothing can be sent */
export type Way = 'open' | 'later' | 'shut';

export type RemedyCode = Remedy['code'];

export const remedyOf = (reason: VerdictReason, code: RemedyCode): Remedy | undefined =>
  reason.remedies?.find((one) => one.code === code);

/** The first reason that this remedy would help against. */
export const reasonFor = (verdict: Verdict, code: RemedyCode): VerdictReason | undefined =>
  verdict.reasons.find((reason) => remedyOf(reason, code) !== undefined);

/** What the rep goes past, of what may be gone past now. */
export function applying(
  { reasons }: Verdict,
  overrides: readonly Override[] | undefined,
): Override[] {
  const may = reasons.filter((reason) => reason.may_override).map(({ code }) => code);
  return (overrides ?? []).filter(({ code }) => may.includes(code));
}

/** A reason that lies in the words alone: whoever writes can mend it, so writing goes on. */
const inTheWords = (reason: VerdictReason): boolean => remedyOf(reason, 'edit_text') !== undefined;

export function wayOf(verdict: Verdict, overrides: readonly Override[] | undefined): Way {
  if (verdict.state === 'go') return 'open';
  const past = applying(verdict, overrides).map(({ code }) => code);
  const standing = verdict.reasons.filter(
    ({ code, weight }) => weight !== 'note' && !past.includes(code),
  );
  if (past.length > 0 && standing.length === 0) return 'open';
  const stops = standing.filter(({ weight }) => weight === 'stop');
  if (verdict.state === 'stop') {
    if (verdict.reasons.length === 0 || !stops.every(inTheWords)) return 'shut';
    return standing.length > stops.length ? 'later' : 'open';
  }
  return 'later';
}

/** Whether the last refusal was about the words: it is worth nothing once they have changed. */
export const aboutTheWords = ({ state, reasons }: Verdict): boolean =>
  state === 'stop' && reasons.some(inTheWords);

/** When a text that can't go now goes; undefined where nobody can say or it is moments away. */
export function goesAt({ until }: Verdict, way: Way, now: number): number | undefined {
  if (way !== 'later' || until === null) return undefined;
  const at = Date.parse(until);
  return at - now >= SOONEST_MS ? at : undefined;
}

/** Whether it says whose a number is. */
export const isWhose = ({ code }: Remedy): boolean =>
  code === 'still_theirs' || code === 'not_theirs';
