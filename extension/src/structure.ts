/** What is said of a page whose parts were not found: page/census.ts takes it, worker/drift.ts sends it. */

export type Part = 'record' | 'heading' | 'phones';

export interface Structure {
  /** What was looked for and not found. */
  missing: Part[];
  counts: Record<string, number>;
  /** One line for each kind of child, a `>` for each level. */
  outline: string[];
}
