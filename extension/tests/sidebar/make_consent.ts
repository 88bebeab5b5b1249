/** Verdicts' reasons and consent with sensible values. */
import type {
  ConsentCard,
  ConsentHistory,
  ConsentLine,
  Evidence,
  EvidenceRef,
  OpenRevocation,
  VerdictReason,
} from '../../src/sidebar/wire';
import { ANNA_PHONE, PRIYA } from './make_items';

export function reason(change: Partial<VerdictReason> = {}): VerdictReason {
  return {
    code: 'a_reason',
    weight: 'stop',
    words: 'There is a reason.',
    admin: '',
    evidence: [],
    remedies: [],
    may_override: false,
    ...change,
  };
}

export function proof(change: Partial<Evidence> = {}): Evidence {
  return {
    kind: 'rule',
    words: 'Texts from 8 AM to 8 PM',
    id: null,
    at: null,
    source: null,
    version: null,
    ...change,
  };
}

export const help = (
  code: NonNullable<VerdictReason['remedies']>[number]['code'],
  words: string,
) => ({ code, words, at: null });

export function card(change: Partial<ConsentCard> = {}): ConsentCard {
  return {
    phone: ANNA_PHONE,
    standing: 'given',
    words: 'Agreed on your web form on March 3, 2026.',
    scopes: [
      {
        scope: 'informational',
        strength: 'express',
        since: '2026-03-03T17:00:00Z',
        until: null,
        verified: true,
      },
    ],
    open: null,
    asked_at: null,
    question: null,
    ...change,
  };
}

export function heldText(change: Partial<OpenRevocation> = {}): OpenRevocation {
  return {
    id: 'r1',
    kind: 'opt_out',
    message_id: 'i00009',
    quote: 'please no more of these',
    words: 'It may ask to stop, without one of the usual words.',
    opened_at: '2026-11-20T18:00:00Z',
    due_at: '2026-12-04T18:00:00Z',
    ...change,
  };
}

export function file(change: Partial<EvidenceRef> = {}): EvidenceRef {
  return {
    id: 'ev1',
    name: 'signed.pdf',
    content_type: 'application/pdf',
    bytes: 84_000,
    sha256: 'ab',
    ...change,
  };
}

export function ledgerLine(change: Partial<ConsentLine> = {}): ConsentLine {
  return {
    id: 'c1',
    at: '2026-11-20T18:00:00Z',
    kind: 'granted',
    scope: 'informational',
    method: 'verbal',
    words: 'Priya Nair recorded consent by phone',
    quote: '',
    note: '',
    obtained_at: '2026-11-20T18:00:00Z',
    verified: true,
    wording: null,
    source_url: null,
    until: null,
    author: PRIYA,
    message_id: null,
    evidence: [],
    ...change,
  };
}

export const ledger = (...items: ConsentLine[]): ConsentHistory => ({
  card: card(),
  items,
  next_cursor: null,
});
