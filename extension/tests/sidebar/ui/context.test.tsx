import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { ContextCard } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { beside } from '../make';
import { context, said } from '../make_record';
import { compose } from './compose';

afterEach(cleanup);

const with_ = (change: Partial<ContextCard> = {}) =>
  compose({ beside: beside({ context: context(change) }) });
const card = () => screen.getByRole('region', { name: 'What HubSpot says' });
const more = () => within(card()).getByRole('button');

describe('what the CRM says', () => {
  it('is one line: the owner, and what an admin chose last', async () => {
    const { container } = with_();
    expect(more().textContent).toBe('Priya NairNegotiationChairs, 12 of them');
    expect(more().getAttribute('aria-expanded')).toBe('false');
    await expectAccessible(container);
  });

  it('is nothing at all where no CRM is linked', () => {
    with_({ state: 'none' });
    expect(screen.queryByRole('region', { name: 'What HubSpot says' })).toBeNull();
  });

  it('leads back to the record there', () => {
    with_();
    const link = within(card()).getByRole('link', { name: 'Open in HubSpot' });
    expect(link.getAttribute('href')).toBe('https://app.hubspot.com/contacts/1/record/0-1/1');
    expect(link.getAttribute('rel')).toBe('noopener noreferrer');
  });

  it('opens into all of it, each line described by when it was read', async () => {
    const { container } = with_();
    fireEvent.click(more());
    const stage = await within(card()).findByText('Negotiation', { selector: '.value' });
    const age = document.getElementById(stage.getAttribute('aria-describedby') ?? '');
    expect(age?.textContent).toBe('Read in HubSpot 5 min ago');
    expect(stage.tabIndex).toBe(0);
    expect(
      within(card()).getByRole('link', { name: 'Chairs, 12 of them' }).getAttribute('href'),
    ).toBe('https://app.hubspot.com/deal/7');
    await expectAccessible(container);
  });

  it('is text and nothing else, and no address but one of the web is a link', async () => {
    with_({
      url: 'javascript:alert(1)',
      fields: [said('Note', '<img src=x onerror=alert(1)>', { url: 'data:text/html,x' })],
    });
    fireEvent.click(more());
    await within(card()).findByText('<img src=x onerror=alert(1)>', { selector: '.value' });
    expect(card().querySelector('img')).toBeNull();
    expect(within(card()).queryByRole('link')).toBeNull();
  });
});

describe('a CRM that can’t be read', () => {
  it.each([
    ['needs_sign_in', 'HubSpot has to be linked again. Tell an admin; texting by number goes on.'],
    ['slow', 'HubSpot is slow. This is what it said last.'],
    ['unavailable', "HubSpot can't be reached. This is what it said last."],
    ['throttled', 'HubSpot takes no more questions for a moment.'],
    ['gone', 'No longer in HubSpot'],
  ] as const)('%s is said, and texting goes on', (state, words) => {
    with_({ state, words, ...(state === 'gone' && { fields: [], url: null }) });
    expect(within(card()).getByRole('status').textContent).toBe(words);
    expect(screen.getByRole('log', { name: 'Conversation' })).toBeTruthy();
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' }).disabled).toBe(
      false,
    );
  });

  it('that merged the record leads to what it became', () => {
    with_({
      state: 'merged',
      words: 'Merged into another record in HubSpot',
      fields: [],
      url: 'https://app.hubspot.com/contacts/1/record/0-1/2',
    });
    const link = within(card()).getByRole('link', { name: 'Open the record it became' });
    expect(link.getAttribute('href')).toContain('/0-1/2');
  });

  it('never read yet says that it is being read', async () => {
    const { store } = with_({
      state: 'loading',
      words: 'Reading HubSpot …',
      fields: [],
      url: null,
    });
    expect(card().textContent).toBe('Reading HubSpot …');
    const shown = store.snapshot.peek();
    if (shown !== null)
      store.snapshot.value = { ...shown, beside: { ...shown.beside, context: context() } };
    await waitFor(() => expect(card().textContent).toContain('Negotiation'));
  });
});
