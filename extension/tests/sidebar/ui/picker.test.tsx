import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { draftKey } from '../../../src/sidebar/target';
import { Composer } from '../../../src/sidebar/ui/Composer';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { beside, target, template } from '../make';

afterEach(cleanup);

const TEMPLATES = [
  template(),
  template({
    id: 'tpl2',
    name: 'Reconfirm after a move',
    body: 'New time is set: {{date}}',
    fields: ['date'],
  }),
  template({
    id: 'tpl3',
    name: 'Introduce yourself',
    group: 'First contact',
    body: 'Hi, this is us.',
  }),
];

function compose() {
  const made = makeDesk({ templates: TEMPLATES });
  const { container } = show(
    made.desk,
    <Composer beside={beside()} target={target()} workspace="w1" />,
  );
  const draft = () => made.drafts.of(draftKey('w1', target())).value;
  return { ...made, container, draft };
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const search = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Search templates' });
const listed = () => within(screen.getByRole('listbox')).queryAllByRole('option');
const options = () => listed().map((option) => option.querySelector('.name')?.textContent);
const slash = () => fireEvent.keyDown(field(), { key: '/' });
const seek = (words: string) => fireEvent.input(search(), { target: { value: words } });

describe('the template picker', () => {
  it('opens with "/" in an empty message, and holds what is typed on', async () => {
    compose();
    slash();
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

  it('shows live values and what is missing', async () => {
    compose();
    slash();
    await screen.findByRole('listbox');
    const [confirm, move] = listed();
    expect(confirm?.textContent).toContain('Hi Anna, confirming at Alpine Dental.');
    expect(move?.textContent).toContain('date missing');
    await waitFor(() => expect(confirm?.textContent).toContain('Visits · 1 text'));
  });

  it('inserts with Enter, as the server will check it', async () => {
    const { draft } = compose();
    slash();
    await screen.findByRole('listbox');
    seek('conf');
    fireEvent.keyDown(search(), { key: 'Enter' });
    await waitFor(() => expect(field().value).toBe('Hi Anna, confirming at Alpine Dental.'));
    expect(draft().template).toEqual({ id: 'tpl1', version: 3 });
    expect(document.activeElement).toBe(field());
  });

  it('is walked with the arrows, round at the ends', async () => {
    compose();
    slash();
    await screen.findByRole('listbox');
    const chosen = () =>
      document.getElementById(search().getAttribute('aria-activedescendant') ?? '');
    fireEvent.keyDown(search(), { key: 'ArrowUp' });
    await waitFor(() => expect(chosen()?.textContent).toContain('Introduce yourself'));
    fireEvent.keyDown(search(), { key: 'ArrowDown' });
    await waitFor(() => expect(chosen()?.textContent).toContain('Confirm appointment'));
  });

  it('selects what it could not fill, so that typing replaces it', async () => {
    compose();
    slash();
    await screen.findByRole('listbox');
    seek('reconfirm');
    fireEvent.keyDown(search(), { key: 'Enter' });
    await waitFor(() => expect(field().value).toBe('New time is set: {{date}}'));
    expect(field().value.slice(field().selectionStart, field().selectionEnd)).toBe('{{date}}');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
  });

  it('closed with Escape leaves what was typed, slash and all', async () => {
    compose();
    slash();
    await screen.findByRole('listbox');
    seek('10 pm');
    fireEvent.keyDown(search(), { key: 'Escape' });
    await waitFor(() => expect(field().value).toBe('/10 pm'));
    fireEvent.input(field(), { target: { value: '/10 pm?' } });
    expect(field().value).toBe('/10 pm?');
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('says when nothing matches', async () => {
    compose();
    slash();
    await screen.findByRole('listbox');
    seek('zzz');
    expect(await screen.findByText('No template matches')).toBeTruthy();
  });

  it('is accessible', async () => {
    const { container } = compose();
    slash();
    await screen.findByRole('listbox');
    await expectAccessible(container);
  });
});
