import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
// What comes lazily is here already: loading it from source takes longer than a test waits.
import '../../../src/sidebar/ui/templates/parts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { draftKey } from '../../../src/sidebar/target';
import { Composer } from '../../../src/sidebar/ui/Composer';
import type { TemplatesBeside } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { beside, ME, target, template } from '../make';

afterEach(cleanup);

const TEMPLATES = [
  template(),
  template({
    id: 'tpl2',
    name: 'Reconfirm after a move',
    body: 'New time is set: {{date}}, {{door}}',
    fields: ['date', 'door'],
  }),
  template({
    id: 'tpl3',
    name: 'Introduce yourself',
    group: 'First contact',
    body: 'Hi, this is us.',
    purpose: 'informational',
  }),
];
const NOTHING: TemplatesBeside = { suggested: [], recent: [], sent: [] };

/** Each on a record of its own: what was found beside one is remembered. */
let records = 0;

function compose(found: TemplatesBeside = NOTHING, templates = TEMPLATES) {
  records += 1;
  const record = { ...beside().record, id: `record ${records}` };
  const json = vi.fn(async () => found);
  const made = makeDesk({ templates, api: { json: json as never } });
  const { container } = show(
    made.desk,
    <Composer beside={beside({ record })} target={target()} workspace="w1" />,
  );
  const draft = () => made.drafts.of(draftKey('w1', target())).value;
  return { ...made, json, container, draft };
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const search = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Search templates' });
const listed = () => within(screen.getByRole('listbox')).queryAllByRole('option');
const options = () =>
  listed()
    .filter((option) => option.classList.contains('template'))
    .map((option) => option.querySelector('.name')?.textContent);
const slash = async () => {
  fireEvent.keyDown(field(), { key: '/' });
  await screen.findByRole('listbox');
};
const seek = (words: string) => fireEvent.input(search(), { target: { value: words } });
const press = (key: string, on: Element = search()) => fireEvent.keyDown(on, { key });
const chosen = () => document.getElementById(search().getAttribute('aria-activedescendant') ?? '');
const preview = () => screen.getByRole('region', { name: 'Preview' });
const send = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Send' });

describe('the template picker', () => {
  it('opens with "/" in an empty message, and holds what is typed on', async () => {
    compose();
    await slash();
    await waitFor(() => expect(document.activeElement).toBe(search()));
    expect(options()).toHaveLength(3);
  });

  it('opens when "/…" is pasted, and by its button', async () => {
    compose();
    fireEvent.input(field(), { target: { value: '/recon' } });
    await waitFor(() => expect(search().value).toBe('recon'));
    expect(options()).toEqual(['Reconfirm after a move']);
    fireEvent.click(screen.getByRole('button', { name: 'Templates' }));
    await waitFor(() => expect(screen.queryByRole('listbox')).toBeNull());
    fireEvent.click(screen.getByRole('button', { name: 'Templates' }));
    expect(await screen.findByRole('listbox')).toBeTruthy();
  });

  it('shows the highlighted one as it would read, with what it is for and how long it is', async () => {
    compose();
    await slash();
    seek('confirm app');
    await waitFor(() =>
      expect(preview().textContent).toContain('Hi Anna, confirming at Alpine Dental.'),
    );
    expect(preview().textContent).toContain('Conversation · English · 1 text');
    seek('introduce');
    await waitFor(() => expect(preview().textContent).toContain('Information'));
  });

  it('puts first what answers them and says why, then what this rep used last', async () => {
    compose({
      suggested: [{ template_id: 'tpl2', why: 'Like what Anna wrote: “another day”' }],
      recent: ['tpl3'],
      sent: [],
    });
    await slash();
    await waitFor(() =>
      expect(options().slice(0, 2)).toEqual(['Reconfirm after a move', 'Introduce yourself']),
    );
    expect(chosen()?.textContent).toContain('Like what Anna wrote: “another day”');
  });

  it('says when they got it before, and from whom', async () => {
    const sent = (template_id: string, by: typeof ME | null) => ({
      template_id,
      at: '2026-11-17T10:00:00Z',
      by,
    });
    compose({
      ...NOTHING,
      sent: [sent('tpl1', ME), sent('tpl3', { id: 'm9', name: 'Kim Okafor', initials: 'KO' })],
    });
    await slash();
    seek('confirm app');
    await waitFor(() => expect(preview().textContent).toMatch(/You sent this to Anna (on )?\w+/));
    seek('introduce');
    await waitFor(() => expect(preview().textContent).toMatch(/Kim sent this to Anna/));
    seek('reconfirm');
    await waitFor(() => expect(preview().textContent).not.toContain('sent this'));
  });

  it('inserts with Enter, as the server will check it', async () => {
    const { draft } = compose();
    await slash();
    seek('conf');
    press('Enter');
    await waitFor(() => expect(field().value).toBe('Hi Anna, confirming at Alpine Dental.'));
    expect(draft().template).toEqual({ id: 'tpl1', version: 3 });
    expect(document.activeElement).toBe(field());
  });

  it('inserts from the preview, which Tab goes to', async () => {
    compose();
    await slash();
    seek('conf');
    const use = within(await screen.findByRole('region', { name: 'Preview' })).getByRole('button');
    use.focus();
    fireEvent.click(use);
    await waitFor(() => expect(field().value).toBe('Hi Anna, confirming at Alpine Dental.'));
  });

  it('is walked with the arrows, Home and End, round at the ends', async () => {
    compose();
    await slash();
    press('End');
    await waitFor(() => expect(chosen()?.textContent).toContain('Introduce yourself'));
    press('ArrowDown');
    await waitFor(() => expect(chosen()?.textContent).toContain('Visits'));
    press('ArrowUp');
    await waitFor(() => expect(chosen()?.textContent).toContain('Introduce yourself'));
    press('Home');
    await waitFor(() => expect(chosen()?.textContent).toContain('Visits'));
  });

  it('folds folders by the keys', async () => {
    compose();
    await slash();
    press('ArrowLeft');
    await waitFor(() => expect(options()).toEqual(['Introduce yourself']));
    expect(chosen()?.textContent).toContain('Folder, folded');
    press('Enter');
    await waitFor(() => expect(options()).toHaveLength(3));
  });

  it('draws what is in sight of thousands, and knows how many there are', async () => {
    const many = Array.from({ length: 2000 }, (_, i) =>
      template({ id: `t${i}`, name: `Number ${i}`, group: '' }),
    );
    compose(NOTHING, many);
    await slash();
    expect(listed().length).toBeLessThan(30);
    expect(listed()[0]?.getAttribute('aria-setsize')).toBe('2000');
    press('End');
    await waitFor(() => expect(chosen()?.getAttribute('aria-posinset')).toBe('2000'));
  });

  it('asks for what is missing, and Send waits for it', async () => {
    compose();
    await slash();
    seek('reconfirm');
    expect(preview().textContent).toContain('Asks for: Date, Door');
    press('Enter');
    const date = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Date' });
    await waitFor(() => expect(document.activeElement).toBe(date));
    expect(screen.getByText('2 things are missing before it can go.')).toBeTruthy();
    expect(send().disabled).toBe(true);
    fireEvent.input(date, { target: { value: 'Friday' } });
    press('Enter', date);
    await waitFor(() => expect(field().value).toBe('New time is set: Friday, {{door}}'));
    const door = screen.getByRole<HTMLInputElement>('textbox', { name: 'Door' });
    expect(document.activeElement).toBe(door);
    fireEvent.input(door, { target: { value: 'gate 4' } });
    press('Enter', door);
    await waitFor(() => expect(field().value).toBe('New time is set: Friday, gate 4'));
    await waitFor(() => expect(send().disabled).toBe(false));
    expect(screen.queryByRole('group', { name: 'To fill in' })).toBeNull();
    expect(document.activeElement).toBe(field());
  });

  it('closed with Escape leaves what was typed, slash and all', async () => {
    compose();
    await slash();
    seek('10 pm');
    press('Escape');
    await waitFor(() => expect(field().value).toBe('/10 pm'));
    fireEvent.input(field(), { target: { value: '/10 pm?' } });
    expect(field().value).toBe('/10 pm?');
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('says when nothing matches', async () => {
    compose();
    await slash();
    seek('zzz');
    expect(await screen.findByText('No template matches')).toBeTruthy();
  });

  it('works without what comes first, when the server can not be asked', async () => {
    const { json } = compose();
    json.mockRejectedValueOnce(new Error('offline'));
    await slash();
    expect(options()).toHaveLength(3);
  });

  it('is accessible', async () => {
    const { container } = compose();
    await slash();
    seek('reconfirm');
    await expectAccessible(container);
    press('Enter');
    await screen.findByRole('textbox', { name: 'Date' });
    await expectAccessible(container);
  });
});
