/** The history of consent: where it stands, and everything that was recorded. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem, Unreachable } from '../../../src/sidebar/api';
import type { ConsentHistory } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { card, file, ledger, ledgerLine, page, session, text } from '../make';
import { dialog, opened, press } from './panel';

afterEach(cleanup);

const HISTORY: ConsentHistory = {
  ...ledger(
    ledgerLine({
      id: 'c3',
      kind: 'revoked',
      words: 'Anna asked to stop',
      quote: 'stop texting me',
      message_id: 'i00009',
      author: null,
    }),
    ledgerLine({
      id: 'c2',
      evidence: [file()],
      note: 'At the counter',
      obtained_at: '2026-11-18T18:00:00Z',
      verified: false,
    }),
    ledgerLine({
      id: 'c1',
      kind: 'granted',
      method: 'web_form',
      words: 'Agreed on your web form',
      wording: 'I agree to get texts about my orders.',
      source_url: 'https://northside.example/contact?x=1',
      author: null,
    }),
  ),
  next_cursor: 'older',
};

describe('the history', () => {
  it('opens from the header, in plain words, newest first', async () => {
    const made = opened('history', () => HISTORY);
    made.store.consenting.value = null;
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    press('Consent');
    const shown = within(await dialog());
    await shown.findByText('Anna asked to stop');
    expect(shown.getAllByRole('listitem').length).toBeGreaterThanOrEqual(3);
    expect(shown.getByText('stop texting me').tagName).toBe('Q');
    expect(shown.getByText('Note: At the counter')).toBeTruthy();
    expect(shown.getByText(/^Given on Wed, Nov 18.* · without proof$/)).toBeTruthy();
    expect(shown.getByText('Agreed on your web form on March 3, 2026.')).toBeTruthy();
    expect(shown.getByText('Texts about their business with us · since Mar 3')).toBeTruthy();
    expect(shown.getByText('I agree to get texts about my orders.').closest('details')?.open).toBe(
      false,
    );
    expect(shown.getByRole('link', { name: 'northside.example' })).toBeTruthy();
    expect(made.json.mock.calls[0]?.[2].query).toMatchObject({ phone: made.number, person: 'p1' });
  });

  it('shows what was asked and is not answered, word for word', async () => {
    const words = 'Northside: May we text you? Reply YES to agree.';
    const asked = card({
      standing: 'none',
      words: 'Asked for consent by text on Nov 20, 2026. They have not answered.',
      asked_at: '2026-11-20T18:00:00Z',
      question: {
        id: 'c1',
        at: '2026-11-20T18:00:00Z',
        words,
        message_id: 'i00009',
        line: 'Denver Sales',
        author: { id: 'm2', name: 'Priya Nair', initials: 'PN' },
      },
    });
    opened('history', () => ({ ...ledger(), card: asked }), { consent: asked });
    const standing = await screen.findByRole('region', { name: 'Where it stands' });
    expect(within(standing).getByText(words)).toBeTruthy();
    expect(standing.textContent).toMatch(/Priya Nair asked from Denver Sales, .*Nov 20.*:/);
  });

  it('goes on page by page, each line once', async () => {
    const older = ledger(ledgerLine({ id: 'c1' }), ledgerLine({ id: 'c0', words: 'Imported' }));
    const { json } = opened('history', (_, { query }) =>
      query?.before === 'older' ? older : HISTORY,
    );
    fireEvent.click(await screen.findByRole('button', { name: 'Older entries' }));
    expect(await screen.findByText('Imported')).toBeTruthy();
    expect(screen.getAllByText('Agreed on your web form')).toHaveLength(1);
    expect(screen.queryByRole('button', { name: 'Older entries' })).toBeNull();
    expect(json).toHaveBeenCalledTimes(2);
  });

  it('is loaded anew when their consent changes', async () => {
    const { json, store } = opened('history', () => HISTORY);
    await screen.findByText('Anna asked to stop');
    const shown = store.snapshot.value;
    if (shown === null) throw new Error('nothing is shown');
    const revoked = card({ standing: 'revoked', words: 'Opted out just now.' });
    store.snapshot.value = { ...shown, beside: { ...shown.beside, consent: revoked } };
    await waitFor(() => expect(json).toHaveBeenCalledTimes(2));
  });

  it('says when nothing is recorded', async () => {
    opened('history', () => ledger());
    expect(await screen.findByText(/Nothing is recorded for this number yet/)).toBeTruthy();
  });

  it('says why it can not be shown, and tries again', async () => {
    let online = false;
    opened('history', () => {
      if (!online) throw new Unreachable('down');
      return HISTORY;
    });
    expect((await screen.findByRole('alert')).textContent).toContain("can't be reached");
    online = true;
    press('Try again');
    expect(await screen.findByText('Anna asked to stop')).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('is offline in other words, and a refusal in those of the server', async () => {
    const { store } = opened('history', () => {
      throw new Problem(404, 'not_found', 'There is no such number.');
    });
    expect((await screen.findByRole('alert')).textContent).toContain('There is no such number.');
    cleanup();
    store.online.value = false;
    const other = opened('history', () => {
      throw new Unreachable('down');
    });
    other.store.online.value = false;
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain('You are offline'));
  });

  it('leads to the text in the conversation, and gives out its files', async () => {
    const timeline = page(text({ seq: 9, direction: 'in', text: 'stop texting me' }));
    const { store, api } = opened('history', () => HISTORY, { timeline });
    vi.stubGlobal(
      'URL',
      Object.assign(URL, { createObjectURL: () => 'blob:x', revokeObjectURL: vi.fn() }),
    );
    fireEvent.click(await screen.findByRole('button', { name: /signed\.pdf/ }));
    await waitFor(() => expect(api.bytes).toHaveBeenCalledWith('/consent/evidence/ev1', undefined));
    press('Show in conversation');
    await waitFor(() => expect(store.consenting.value).toBeNull());
  });

  it('offers an auditor nothing to add', async () => {
    const { store } = opened('history', () => HISTORY);
    store.session.value = session({ role: 'auditor', may_send: false });
    await screen.findByText('Anna asked to stop');
    expect(screen.queryByRole('button', { name: 'Record consent' })).toBeNull();
  });

  it('goes with its person: another record does not open it again', async () => {
    const { store } = opened('history', () => HISTORY);
    await screen.findByText('Anna asked to stop');
    const shown = store.snapshot.value;
    if (shown === null) throw new Error('nothing is shown');
    store.snapshot.value = { ...shown, key: 'k2' };
    await waitFor(() => expect(store.consenting.value).toBeNull());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('is accessible', async () => {
    opened('history', () => HISTORY);
    await screen.findByText('Anna asked to stop');
    await expectAccessible(await dialog());
  });
});
