// What in a draft must not be sent, found while it is typed; the server decides by the same rules.
// Twin of backend/threadside/rules/sensitive/: both read sensitive.json and run the same vectors.
// Import it lazily: the rule data is larger than most of the sidebar's modules.
import { actions } from '../../../../shared_schemas/sensitive.json';
import { type Found, numbers } from './sensitive_numbers';
import { phrases } from './sensitive_phrases';
import { place, type Reading, read } from './sensitive_reading';

export type SensitiveType = keyof typeof actions;

export interface Finding {
  readonly type: SensitiveType;
  readonly action: 'block' | 'warn';
  /** The stable id of the rule, "card.visa". */
  readonly rule: string;
  /** UTF-16 indices into the text. */
  readonly start: number;
  readonly end: number;
  /** Of a card: all that anybody may be shown (PCI DSS 3.4). */
  readonly last4?: string;
}

/** All findings, in order, without overlaps; the values are not part of them. */
export function findSensitive(text: string): Finding[] {
  const reading = read(text);
  return kept(reading).map((found) => {
    const [start, end] = place(reading, found.start, found.end);
    const type = found.type as SensitiveType;
    return { ...found, type, action: actions[type] as Finding['action'], start, end };
  });
}

/** The text as it may be shown: cards, social security numbers and one-time codes covered. */
export function maskSensitive(text: string): string {
  const reading = read(text);
  let result = '';
  let end = 0;
  for (const found of kept(reading)) {
    const cover = coverOf(found, reading.low);
    if (cover === null) continue;
    const [start, stop] = place(reading, found.start, found.end);
    result += text.slice(end, start) + cover;
    end = stop;
  }
  return result + text.slice(end);
}

/** Of findings that overlap the first one, in the order of the rules. */
function kept(reading: Reading): Found[] {
  const taken = new Uint8Array(reading.low.length);
  const all = [...numbers(reading), ...phrases(reading)].filter(({ start, end }) => {
    if (taken.subarray(start, end).includes(1)) return false;
    taken.fill(1, start, end);
    return true;
  });
  return all.sort((one, other) => one.start - other.start);
}

function coverOf(found: Found, low: string): string | null {
  if (found.last4 !== undefined) return `•••• ${found.last4}`;
  if (found.type === 'ssn' || found.type === 'itin') {
    return `•••-••-${low
      .slice(found.start, found.end)
      .replace(/[^0-9]/g, '')
      .slice(-4)}`;
  }
  return found.type === 'otp' || found.type === 'card' ? '••••' : null;
}
