/** The panel about consent, opened on one of its screens. */
import { fireEvent, screen } from '@testing-library/preact';
import { vi } from 'vitest';
import type { ConsentScreen } from '../../../src/sidebar/store';
import { beside, card } from '../make';
import { FOUND_NOBODY } from '../make_record';
import { compose } from './compose';

type Answer = (path: string, wish: { body?: unknown; query?: Record<string, unknown> }) => unknown;

/** The number differs by test: what is being filled in is kept for each. */
let numbers = 100;
export function opened(
  screenName: ConsentScreen,
  answer: Answer,
  change: Parameters<typeof beside>[0] = {},
) {
  numbers += 1;
  const number = `+1720555${String(numbers).padStart(4, '0')}`;
  // Beside a number that nobody here knows, the linked CRMs are asked as soon as the rep stays.
  const json = vi.fn(async (method: string, path: string, wish = {}) =>
    path === '/records/search' ? FOUND_NOBODY : answer(`${method} ${path}`, wish),
  );
  const made = compose({
    api: { json: json as never },
    beside: beside({
      consent: card(),
      ...change,
      thread: {
        id: 't1',
        line_id: 'l1',
        phone: number,
        person_id: change.person_id === undefined ? 'p1' : change.person_id,
      },
    }),
  });
  made.store.consenting.value = screenName;
  return { ...made, json, number };
}

export const dialog = () => screen.findByRole('dialog');
export const press = (name: string | RegExp) =>
  fireEvent.click(screen.getByRole('button', { name }));
export const fill = (name: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(name), { target: { value } });
export const posts = (json: ReturnType<typeof vi.fn>, path: string) =>
  json.mock.calls
    .filter(([method, to]) => method === 'POST' && to === path)
    .map(([, , wish]) => wish.body);

/** On a page whose number nobody here knows yet. */
export const STRANGER = {
  state: 'new',
  people: [],
  person_id: null,
  new_name: 'Ben Cole',
} as const satisfies Parameters<typeof beside>[0];
/** Whom requests of that page name. */
export const BEN = {
  person: null,
  new_person: {
    name: 'Ben Cole',
    record: { crm: 'sample', account: 'acme', type: 'contact', id: '1' },
  },
};
