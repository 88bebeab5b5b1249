/** The panel about consent: where it stands, everything recorded, and what a rep may add. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem, Unreachable } from '../../../src/sidebar/api';
import type { ConsentScreen } from '../../../src/sidebar/store';
import type { ConsentHistory } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import {
  beside,
  card,
  file,
  help,
  ledger,
  ledgerLine,
  page,
  proof,
  reason,
  session,
  text,
  verdict,
} from '../make';
import { compose } from './compose';

afterEach(cleanup);

type Answer = (path: string, wish: { body?: unknown; query?: Record<string, unknown> }) => unknown;

/** The number differs by test: what is being filled in is kept for each. */
let numbers = 100;
function opened(
  screenName: ConsentScreen,
  answer: Answer,
  change: Parameters<typeof beside>[0] = {},
) {
  numbers += 1;
  const number = `+1720555${String(numbers).padStart(4, '0')}`;
  const json = vi.fn(async (method: string, path: string, wish = {}) =>
    answer(`${method} ${path}`, wish),
  );
  const made = compose({
    api: { json: json as never },
    beside: beside({
      consent: card(),
      thread: { id: 't1', line_id: 'l1', phone: number, person_id: 'p1' },
      ...change,
    }),
  });
  made.store.consenting.value = screenName;
  return { ...made, json, number };
}
const dialog = () => screen.findByRole('dialog');
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const fill = (name: string | RegExp, value: string) =>
  fireEvent.input(screen.getByLabelText(name), { target: { value } });
const posts = (json: ReturnType<typeof vi.fn>, path: string) =>
  json.mock.calls
    .filter(([method, to]) => method === 'POST' && to === path)
    .map(([, , wish]) => wish.body);

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

describe('recording consent', () => {
  it('takes what was said, of what kind and when, and is recorded once', async () => {
    let fails = true;
    const { json, number, painter, store } = opened('record', () => {
      if (fails) throw new Unreachable('lost');
      return {};
    });
    await dialog();
    fill('Their words', 'Yes, text me about my order');
    fill('Note (optional)', 'At the counter');
    fill('When', '2026-11-20T10:30');
    press('Record consent');
    expect((await screen.findByRole('alert')).textContent).toMatch(/it is recorded once/);
    fails = false;
    press('Record consent');
    await waitFor(() => expect(painter.refresh).toHaveBeenCalled());
    const [first, again] = posts(json, '/consent');
    expect(first).toMatchObject({
      phone: number,
      person: 'p1',
      method: 'verbal',
      scope: 'informational',
      strength: 'express',
      words: 'Yes, text me about my order',
      obtained_at: new Date('2026-11-20T10:30').toISOString(),
      evidence: [],
      note: 'At the counter',
    });
    expect(again).toEqual(first);
    expect(store.toast.value?.words).toBe('Consent recorded.');
    expect(store.consenting.value).toBeNull();
  });

  it('asks for the words first, beside their field', async () => {
    const { json } = opened('record', () => ({}));
    await dialog();
    press('Record consent');
    const field = await screen.findByLabelText('Their words');
    await waitFor(() => expect(field.getAttribute('aria-invalid')).toBe('true'));
    expect(document.getElementById('consent-words-error')?.textContent).toBe(
      'Write down the words.',
    );
    expect(posts(json, '/consent')).toEqual([]);
  });

  it('of offers needs the signed page, which makes it written', async () => {
    const { json } = opened('record', (path) => (path.endsWith('/evidence') ? file() : {}));
    await dialog();
    fill('Their words', 'I agree to offers');
    fireEvent.click(screen.getByRole('radio', { name: /Offers and news as well/ }));
    press('Record consent');
    expect(await screen.findByText(/Offers need a signature/)).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: 'They signed it' }));
    press('Record consent');
    expect(await screen.findByText(/Add the signed page/)).toBeTruthy();
    const input = document.querySelector<HTMLInputElement>('.panel input[type=file]');
    if (input === null) throw new Error('no field for files');
    Object.defineProperty(input, 'files', { value: [new File(['%PDF'], 'signed.pdf')] });
    fireEvent.change(input);
    expect(await screen.findByText('signed.pdf')).toBeTruthy();
    press('Record consent');
    await waitFor(() => expect(posts(json, '/consent')).toHaveLength(1));
    expect(posts(json, '/consent')[0]).toMatchObject({
      method: 'paper',
      scope: 'marketing',
      strength: 'written',
      evidence: ['ev1'],
    });
    const [, , wish] = json.mock.calls.find(([, path]) => path === '/consent/evidence') ?? [];
    expect((wish.form as FormData).get('file')).toBeInstanceOf(File);
  });

  it('keeps what was written when the panel is closed, and shows what the server says of a field', async () => {
    const { store } = opened('record', () => {
      throw new Problem(422, 'invalid', 'Something is missing.', {
        errors: [{ field: 'words', message: 'That is no consent' }],
      });
    });
    await dialog();
    fill('Their words', 'Maybe some day');
    press('Close');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    store.consenting.value = 'record';
    await dialog();
    expect(screen.getByLabelText<HTMLTextAreaElement>('Their words').value).toBe('Maybe some day');
    press('Record consent');
    expect(await screen.findByText('That is no consent')).toBeTruthy();
    expect(screen.getByRole('alert').textContent).toBe('Something is missing.');
  });

  it('shows a refusal beside the field that it is about', async () => {
    opened('record', () => {
      throw new Problem(422, 'obtained_in_future', 'Say when it happened.');
    });
    await dialog();
    fill('Their words', 'Yes please');
    press('Record consent');
    await waitFor(() =>
      expect(document.getElementById('consent-when-error')?.textContent).toBe(
        'Say when it happened.',
      ),
    );
  });

  it('says why a file was not taken', async () => {
    opened('record', () => {
      throw new Problem(413, 'too_large', 'Too large.');
    });
    await dialog();
    const input = document.querySelector<HTMLInputElement>('.panel input[type=file]');
    if (input === null) throw new Error('no field for files');
    Object.defineProperty(input, 'files', { value: [new File(['x'], 'film.mov')] });
    fireEvent.change(input);
    expect(await screen.findByText('film.mov was not taken: Too large.')).toBeTruthy();
  });

  it('is accessible, empty and with its errors', async () => {
    opened('record', () => ({}));
    await expectAccessible(await dialog());
    press('Record consent');
    await screen.findByText('Write down the words.');
    await expectAccessible(await dialog());
  });
});

describe('"they asked to stop"', () => {
  it('says that it can not be undone, asks how, and wants a second press', async () => {
    const { json, number } = opened('stopped', () => ({}));
    const shown = await dialog();
    expect(shown.textContent).toContain('Nobody here can undo it');
    press('Stop texting Anna');
    expect(await screen.findByText('Choose how they told you.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('How did they tell you?'), {
      target: { value: 'phone' },
    });
    press('Stop texting Anna');
    expect((await screen.findByRole('alert')).textContent).toContain("You can't undo this");
    expect(posts(json, '/consent/opt-outs')).toEqual([]);
    press('Yes, stop texting Anna');
    await waitFor(() => expect(posts(json, '/consent/opt-outs')).toHaveLength(1));
    expect(posts(json, '/consent/opt-outs')[0]).toMatchObject({
      phone: number,
      person: 'p1',
      channel: 'phone',
      told_at: null,
    });
  });

  it('is accessible', async () => {
    opened('stopped', () => ({}));
    await expectAccessible(await dialog());
  });
});

describe('a wrong number', () => {
  it('is recorded with a note', async () => {
    const { json } = opened('wrong', () => ({}));
    await dialog();
    fill('Note (optional)', 'A bakery answered');
    press('Wrong number');
    await waitFor(() =>
      expect(posts(json, '/consent/wrong-numbers')[0]).toMatchObject({ note: 'A bakery answered' }),
    );
  });

  it('is accessible', async () => {
    opened('wrong', () => ({}));
    await expectAccessible(await dialog());
  });
});

describe('asking for consent', () => {
  const asking = (
    evidence = [proof({ kind: 'text', words: 'Northside here. May we text you?' })],
  ) =>
    verdict({
      state: 'stop',
      reasons: [reason({ evidence, remedies: [help('ask_consent', 'Ask for consent')] })],
    });

  it('shows the exact text before it goes, to this person from this line', async () => {
    const { json, number, store } = opened('ask', () => ({}), { verdict: asking() });
    const shown = await dialog();
    expect(within(shown).getByText('Northside here. May we text you?')).toBeTruthy();
    expect(shown.textContent).toContain('Denver Sales');
    press('Send it');
    await waitFor(() =>
      expect(posts(json, '/consent/requests')[0]).toMatchObject({
        phone: number,
        person: 'p1',
        line: 'l1',
      }),
    );
    await waitFor(() => expect(store.toast.value?.words).toMatch(/Anna was asked/));
  });

  it('goes to nobody once the page shows somebody else', async () => {
    const { json, page: tab } = opened('ask', () => ({}), { verdict: asking() });
    await dialog();
    tab.look.mockResolvedValueOnce(false);
    press('Send it');
    await waitFor(() => expect(tab.look).toHaveBeenCalled());
    expect(posts(json, '/consent/requests')).toEqual([]);
  });

  it('is accessible, also where the text is not known here', async () => {
    opened('ask', () => ({}), { verdict: asking([]) });
    const shown = await dialog();
    expect(shown.textContent).toContain('the one your admin approved');
    await expectAccessible(shown);
  });
});
