import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Problem, Unreachable } from '../../../src/sidebar/api';
import { draftKey } from '../../../src/sidebar/target';
import { Composer } from '../../../src/sidebar/ui/Composer';
import type { LibraryItem } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { attachment, beside, target } from '../make';

afterEach(cleanup);

const item = (id: string, name: string, alt = `${name}, seen from the street`): LibraryItem => {
  const { link: _, ...media } = attachment({ id: `md-${id}`, name: `${id}.jpg` });
  return { id, version: 1, name, alt, folder: 'Roofs', tags: [], media };
};
const ROOF = item('roof', 'Roof photo');
const DOOR = item('door', 'Our door');
const PRICES = item('prices', 'Price list');

/** A composer beside a library that answers what was asked. */
function compose(answers: { recent?: LibraryItem[]; items?: LibraryItem[]; fails?: Error } = {}) {
  const made = makeDesk();
  const asked: string[] = [];
  const json = async (method: string, path: string, wish?: { query?: object }) => {
    asked.push(`${method} ${path} ${JSON.stringify(wish?.query ?? {})}`);
    if (answers.fails) throw answers.fails;
    if (method === 'POST') {
      const used = [ROOF, DOOR, PRICES].find(({ id }) => path === `/library/${id}/use`);
      return { ...used?.media, link: 'https://text.example.com/m/x/roof.jpg' };
    }
    const { search = '' } = (wish?.query ?? {}) as { search?: string };
    const all = answers.items ?? [DOOR, PRICES, ROOF];
    const items = all.filter(({ name }) => name.toLowerCase().includes(search));
    const recent = search === '' ? (answers.recent ?? []) : [];
    return { version: '1', items, recent, next_cursor: null };
  };
  made.desk.api = { ...made.desk.api, json: json as typeof made.desk.api.json };
  const { container } = show(
    made.desk,
    <Composer beside={beside()} target={target()} workspace="w1" />,
  );
  const draft = () => made.drafts.of(draftKey('w1', target())).value;
  return { ...made, container, draft, asked };
}

const button = () => screen.findByRole('button', { name: 'From the library' });
const search = () =>
  screen.findByRole<HTMLInputElement>('combobox', { name: 'Search the library' });
const options = () =>
  within(screen.getByRole('listbox'))
    .queryAllByRole('option')
    .map((one) => one.querySelector('b')?.textContent);
const open = async () => {
  fireEvent.click(await button());
  const field = await search();
  await waitFor(() => expect(document.activeElement).toBe(field));
  return field;
};

describe('the library beside the composer', () => {
  it('shows what was sent lately, then everything else once', async () => {
    const { container } = compose({ recent: [ROOF] });
    await open();
    await waitFor(() => expect(options()).toEqual(['Roof photo', 'Our door', 'Price list']));
    const lately = screen.getByRole('group', { name: 'Sent lately' });
    expect(within(lately).getAllByRole('option')).toHaveLength(1);
    expect(lately.textContent).toContain('Roof photo, seen from the street');
    await expectAccessible(container);
  });

  it('attaches what was chosen by keys alone, like an upload', async () => {
    const { asked, draft } = compose();
    const field = await open();
    await waitFor(() => expect(options()).toHaveLength(3));
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    fireEvent.keyDown(field, { key: 'Enter' });
    await waitFor(() => expect(draft().media.map(({ id }) => id)).toEqual(['md-roof']));
    expect(draft().media[0]?.link).toContain('/m/x/');
    expect(asked).toContain('POST /library/roof/use {}');
    expect(await screen.findByRole('list', { name: 'Attachments' })).toBeTruthy();
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('asks for what is typed, and takes the same thing once', async () => {
    const { asked, draft } = compose();
    fireEvent.input(await open(), { target: { value: 'door' } });
    await waitFor(() => expect(options()).toEqual(['Our door']));
    expect(asked.at(-1)).toContain('"search":"door"');
    fireEvent.click(within(screen.getByRole('listbox')).getByRole('option'));
    await waitFor(() => expect(draft().media).toHaveLength(1));
    fireEvent.input(await open(), { target: { value: 'door' } });
    await waitFor(() => expect(options()).toEqual(['Our door']));
    fireEvent.click(within(screen.getByRole('listbox')).getByRole('option'));
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
    expect(draft().media).toHaveLength(1);
  });

  it('closes with Escape and leaves the words as they are', async () => {
    compose();
    fireEvent.keyDown(await open(), { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
  });

  it('says so when there is nothing, and when nothing fits', async () => {
    compose({ items: [] });
    const field = await open();
    await screen.findByText(/The library is empty/);
    fireEvent.input(field, { target: { value: 'x' } });
    await screen.findByText(/Nothing in the library fits/);
  });

  it.each([
    [new Unreachable(), 'No answer from the server. Try again.'],
    [new Problem(409, 'library_not_approved', 'It is retired.'), 'It is retired.'],
  ])('says why nothing came', async (fails, words) => {
    compose({ fails });
    await open();
    await screen.findByText(words);
  });
});
