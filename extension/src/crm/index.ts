/** All adapters, as the build found them in this folder, and which of them a page is tried with. */
import { ADAPTERS } from '../../dist/adapters';
import { type Candidates, candidatesAmong, type Known } from './candidates';

export { ADAPTERS };

/** What a page on `host` can be, of all that we ship and what `known` adds to it. */
export function candidates(host: string, known: Known = {}): Candidates {
  return candidatesAmong(ADAPTERS, host, known);
}
