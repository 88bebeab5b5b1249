/** "Link to…": whose number it is, found by a name, with the keyboard, and taken back. */
import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import '../../../src/sidebar/ui/record/LinkTo';
import { Problem, Unreachable } from '../../../src/sidebar/api';
import type { FoundPeople, FoundPerson } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { beside, person, phone } from '../make';
import { compose, field, type } from './compose';
import { STRANGER } from './panel';

afterEach(cleanup);

const NUMBER = '+17205550142';
const COLE: FoundPerson = {
  person: 'p7',
  record: null,
  crm_name: '',
  name: 'Ben Cole',
  title: 'Buyer',
  company: 'Acme',
  owner: 'Kim Okafor',
  phone: '+1 303 555 0177',
  last_texted_at: null,
  why: 'By name',
  url: null,
};
const REMOTE: FoundPerson = {
  ...COLE,
  person: null,
  record: { crm: 'hubspot', account: '1', type: 'contact', id: '88' },
  crm_name: 'HubSpot',
  name: 'Bea Cole',
};
const some = (...items: FoundPerson[]): FoundPeople => ({ items, more: false, silent: [] });
const NAMELESS = {
  people: [
    person({ name: '+1 720 555 0142', first_name: '', title: '', company: '', phones: [phone()] }),
  ],
};

type Answer = (body: unknown) => unknown;

function linking(answers: Record<string, Answer>, change: Parameters<typeof beside>[0] = NAMELESS) {
  const json = vi.fn(async (_method: string, path: string, wish: { body?: unknown } = {}) => {
    if (path === '/records/search') return { items: [], complete: true, create: [] };
    return answers[path]?.(wish.body) ?? some();
  });
  const made = compose({ beside: beside(change), api: { json: json as never } });
  const asked = (path: string) =>
    json.mock.calls.filter(([, to]) => to === path).map(([, , wish]) => wish?.body);
  const open = async () => {
    fireEvent.click(await screen.findByRole('button', { name: 'Link to …' }));
    return screen.findByRole('dialog', { name: 'Whose number is +1 720 555 0142?' });
  };
  return { ...made, asked, open };
}
const box = () => screen.getByRole<HTMLInputElement>('combobox', { name: /^Name, company/ });
const say = (words: string) => fireEvent.input(box(), { target: { value: words } });
const key = (name: string) => fireEvent.keyDown(box(), { key: name });
const people = () => within(screen.getByRole('listbox', { name: 'People' }));
const said = (dialog: HTMLElement) => within(dialog).getByRole('status').textContent;
const LINKED = { person: { id: 'p7', name: 'Ben Cole' }, texts: 1 };

describe('“Link to…”', () => {
  it('shows who is known here at once, and those of the CRM when they come', async () => {
    let answer: (found: FoundPeople) => void = () => undefined;
    const slow = new Promise<FoundPeople>((resolve) => {
      answer = resolve;
    });
    const { open, container } = linking({
      '/people/search': () => some(COLE),
      '/people/search/crm': () => slow,
    });
    const dialog = await open();
    expect(document.activeElement).toBe(box());
    say('cole');
    const first = await people().findByRole('option', { name: /^Ben Cole/ });
    expect(first.textContent).toContain('Buyer · Acme');
    expect(first.textContent).toContain('+1 303 555 0177 · owner Kim Okafor');
    expect(first.textContent).toContain('By name · never texted');
    expect(said(dialog)).toBe('One person found. The CRM is still looking …');
    await act(() => answer({ ...some(REMOTE, { ...REMOTE, person: 'p7' }), silent: ['Odoo'] }));
    await waitFor(() => expect(people().getAllByRole('option')).toHaveLength(2));
    expect(said(dialog)).toBe('2 people found. Odoo has not answered.');
    await expectAccessible(container);
  });

  it('is worked with the keyboard, and can be taken back', async () => {
    const { open, asked, painter, store } = linking({
      '/people/search': () => some(COLE, { ...COLE, person: 'p8', name: 'Cole Young' }),
      '/unmatched/link': () => LINKED,
    });
    await open();
    say('cole');
    await people().findByRole('option', { name: /^Ben Cole/ });
    key('ArrowDown');
    expect(people().getByRole('option', { selected: true }).textContent).toContain('Cole Young');
    expect(box().getAttribute('aria-activedescendant')).toBe('link-to-p8');
    key('ArrowUp');
    key('Enter');
    await waitFor(() =>
      expect(asked('/unmatched/link')).toEqual([{ phone: NUMBER, person: 'p7', record: null }]),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(painter.pin).toHaveBeenCalledWith({ phone: NUMBER });
    expect(painter.pin).toHaveBeenCalledWith({ person: 'p7' });
    await screen.findByText("This number is Ben Cole's now.");
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(asked('/unmatched/unlink')).toEqual([{ phone: NUMBER, person: 'p7' }]),
    );
    await waitFor(() => expect(painter.refresh).toHaveBeenCalled());
    expect(store.relinked.value).toBeNull();
  });

  it('takes a contact of the CRM by its record, before they have written', async () => {
    const { open, asked } = linking(
      { '/people/search/crm': () => some(REMOTE), '/unmatched/link': () => LINKED },
      STRANGER,
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Link to …' }));
    await screen.findByRole('dialog');
    expect(open).toBeTruthy();
    say('bea');
    fireEvent.click(await people().findByRole('option', { name: /^Bea Cole/ }));
    await waitFor(() =>
      expect(asked('/unmatched/link')).toMatchObject([{ person: null, record: REMOTE.record }]),
    );
  });

  it('drops what was found by other words, and asks a CRM one question at a time', async () => {
    const waiting: ((found: FoundPeople) => void)[] = [];
    const { open, asked } = linking({
      '/people/search': (body) => (JSON.stringify(body).includes('"c"') ? some(COLE) : some()),
      '/people/search/crm': () =>
        new Promise<FoundPeople>((resolve) => {
          waiting.push(resolve);
        }),
    });
    await open();
    say('c');
    await people().findByRole('option');
    await waitFor(() => expect(asked('/people/search/crm')).toHaveLength(1));
    say('cx');
    expect(people().queryByRole('option')).toBeNull();
    key('Enter');
    await waitFor(() => expect(asked('/people/search')).toHaveLength(2));
    expect(asked('/people/search/crm')).toHaveLength(1);
    await act(() => waiting[0]?.(some(REMOTE)));
    await waitFor(() =>
      expect(asked('/people/search/crm')).toEqual([{ said: 'c' }, { said: 'cx' }]),
    );
    expect(people().queryByRole('option')).toBeNull();
    expect(asked('/unmatched/link')).toEqual([]);
  });

  it('says what fails, and looks again', async () => {
    let fails: Error | null = new Unreachable('lost');
    const { open, asked, store } = linking({
      '/people/search': () => {
        if (fails !== null) throw fails;
        return some(COLE);
      },
      '/unmatched/link': () => {
        throw new Problem(409, 'number_known', "By now it is Cleo's.");
      },
    });
    const dialog = await open();
    expect(said(dialog)).toBe('Type the beginning of a name.');
    say('cole');
    await waitFor(() => expect(said(dialog)).toBe('The server did not answer.'));
    fails = null;
    fireEvent.click(screen.getByRole('button', { name: 'Look again' }));
    fireEvent.click(await people().findByRole('option', { name: /^Ben Cole/ }));
    expect((await screen.findByRole('alert')).textContent).toBe("By now it is Cleo's.");
    act(() => {
      store.online.value = false;
    });
    await waitFor(() => expect(said(dialog)).toMatch(/^No connection/));
    act(() => {
      store.online.value = true;
    });
    await people().findByRole('option', { name: /^Ben Cole/ });
    expect(asked('/people/search')).toHaveLength(3);
    say('zzz');
    key('Escape');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('finds nobody, and says nothing of the number once the page shows another record', async () => {
    const { open, asked, page } = linking({
      '/people/search': (body) => (JSON.stringify(body).includes('cole') ? some(COLE) : some()),
    });
    const dialog = await open();
    say('zzz');
    await waitFor(() => expect(said(dialog)).toBe('Nobody is found by that.'));
    say('cole');
    page.look.mockResolvedValue(false);
    fireEvent.click(await people().findByRole('option'));
    await waitFor(() => expect(page.look).toHaveBeenCalled());
    expect(asked('/unmatched/link')).toEqual([]);
  });

  it('keeps what is being written, for whose number it is now', async () => {
    const { open, drafts } = linking({
      '/people/search': () => some(COLE),
      '/unmatched/link': () => LINKED,
    });
    await screen.findByRole('button', { name: 'Link to …' });
    type('Hello, who is it?');
    expect(field().value).toBe('Hello, who is it?');
    await open();
    say('cole');
    fireEvent.click(await people().findByRole('option'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(drafts.of(`w1|p7|${NUMBER}`).peek().text).toBe('Hello, who is it?');
  });
});
