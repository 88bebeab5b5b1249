/** What a content check says, and what it must know beside the text. */

export type Level = 'block' | 'warn' | 'hint';
export type Scope = 'none' | 'conversational' | 'informational' | 'marketing';
/** A half-open range of UTF-16 units of the text. */
export type Span = readonly [start: number, end: number];

/** One thing about a text, in the words `content.<code>.title`, `.detail` and `.why`. */
export interface Hint {
  readonly code: string;
  readonly level: Level;
  /** Fill the words. */
  readonly params: Readonly<Record<string, string | number>>;
  /** What in the text it is about. */
  readonly spans: readonly Span[];
  /** The whole text with this one thing mended, where one press can mend it. */
  readonly fix: string | null;
}

/** What the workspace's policy and the conversation say. */
export interface Setting {
  readonly brand: string;
  /** Registered domains; a sub-domain of one is registered too. */
  readonly linkDomains: ReadonlySet<string>;
  readonly warnSegments: number;
  readonly maxSegments: number;
  readonly blockedRisks: ReadonlySet<string>;
  /** The admin's jargon, and what to say instead. */
  readonly plainWords: Readonly<Record<string, string>>;
  readonly firstToNumber: boolean;
  /** Null where no text of ours carried one, or nobody knows. */
  readonly daysSinceOptOutLine: number | null;
  readonly language: string;
  readonly scope: Scope;
  /** The filled template that the draft began from. */
  readonly template: string | null;
  /** Our last texts to this person, newest first. */
  readonly previous: readonly string[];
  /** How many others got a wording from anybody here within the hour, by its mark (copies.ts). */
  readonly copied: ReadonlyMap<string, number>;
}

export const unset: Setting = {
  brand: '',
  linkDomains: new Set(),
  warnSegments: 3,
  maxSegments: 10,
  blockedRisks: new Set(),
  plainWords: {},
  firstToNumber: false,
  daysSinceOptOutLine: null,
  language: 'en',
  scope: 'informational',
  template: null,
  previous: [],
  copied: new Map(),
};

export type Found = Hint | null;

export function hint(
  code: string,
  level: Level,
  params: Hint['params'] = {},
  spans: readonly Span[] = [],
  fix: string | null = null,
): Hint {
  return { code, level, params, spans, fix };
}
