/** What the page shows, as far as it helps to find out who is meant. Pure. */
import type { FromPage } from '../messages';
import type { Hints } from './api';
import type { Store } from './store';
import type { Beside } from './wire';

const MOST_PHONES = 12;

/** The page's words on the open record, or null before it has been read. */
export function hintOf(store: Store): FromPage['hint'] | null {
  const hint = store.hint.peek();
  return hint !== null && hint.seq === store.route.peek()?.seq ? hint : null;
}

/** The number that was pressed comes before those that only stand there. */
export function hintsFor(hint: FromPage['hint'] | null, pressed: string | null): Hints {
  const phones = (hint?.phones ?? []).filter((one) => one !== pressed);
  return {
    name: hint?.name ?? null,
    phones: (pressed === null ? phones : [pressed, ...phones]).slice(0, MOST_PHONES),
  };
}

/** Numbers on the page only help where the record alone does not say who is meant. */
export function wantsHint(beside: Beside): boolean {
  return !beside.record.known || (beside.people.length === 0 && beside.state !== 'choose');
}

/** A number as written on the page among those that are painted; compared by its last ten digits. */
export function numbered(beside: Beside, written: string): string | null {
  const digits = written.replace(/\D/g, '').slice(-10);
  const numbers = [...beside.people.flatMap((one) => one.phones), ...beside.page_phones];
  return numbers.find((one) => digits !== '' && one.e164?.endsWith(digits))?.e164 ?? null;
}
