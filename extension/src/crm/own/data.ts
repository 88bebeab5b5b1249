/**
 * A page adapter as an administrator describes it: what `shared_schemas/page_adapters.schema.json`
 * says, in types. Addresses with holes instead of expressions, so that nothing that is described can
 * take longer than it has letters.
 */
import type { BuiltInCrm, OwnCrm, RecordType } from '../../record';
import type { WordKey } from '../../words';

export type OwnPage = {
  [K in 'record' | 'heading' | 'phones' | 'field' | 'none' | 'front' | 'opened' | 'modal']?: string;
} & { text?: boolean; identity?: { selector: string; type: string; id: string } };

export interface OwnAdapter {
  id: OwnCrm | Exclude<BuiltInCrm, 'sample' | 'generic'>;
  name: string;
  hosts: string[];
  records: { address: string; type?: RecordType }[];
  types?: Record<string, RecordType>;
  ids?: 'as-is' | 'lower' | 'salesforce';
  page?: OwnPage;
  room?: 'margin' | 'overlay';
}

/** Why a description is refused: the key of a sentence, and what it is about. */
export interface Problem {
  key: ProblemKey;
  about: string;
}

type ProblemKey = Extract<WordKey, `page.adapter.${string}`>;
type Why = ProblemKey extends `page.adapter.${infer Last}` ? Last : never;

/** Thrown while a description is read; never leaves `own/`. */
export class Refused extends Error {
  readonly problem: Problem;
  constructor(why: Why, about: string) {
    super(why);
    this.problem = { key: `page.adapter.${why}`, about: about.slice(0, 200) };
  }
}
