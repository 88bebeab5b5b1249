/** Consent that was given outside of texts, as a rep writes it down. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Problem, Unreachable } from '../../../src/sidebar/api';
import type { Beside } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { file, person } from '../make';
import { field, type } from './compose';
import { BEN, dialog, fill, opened, posts, press, STRANGER } from './panel';

afterEach(cleanup);

const met = (before: Beside): Beside => ({
  ...before,
  state: 'person',
  person_id: 'p9',
  people: [person({ id: 'p9', name: 'Ben Cole', first_name: 'Ben' })],
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

  it('of somebody whom nobody here knows yet says who the page shows, the same press once', async () => {
    let fails = true;
    const { json, store } = opened(
      'record',
      () => {
        if (fails) throw new Unreachable('lost');
        return {};
      },
      STRANGER,
    );
    await dialog();
    fill('Their words', 'Yes, text me');
    press('Record consent');
    await screen.findByRole('alert');
    fails = false;
    // The answer was lost, and what it made known has come since by another way.
    const shown = store.snapshot.value;
    if (shown === null) throw new Error('nothing is shown');
    store.snapshot.value = { ...shown, beside: met(shown.beside) };
    await waitFor(() => expect(document.querySelector('.panel .sub')?.textContent).toMatch(/^Ben/));
    press('Record consent');
    await waitFor(() => expect(posts(json, '/consent')).toHaveLength(2));
    const [first, again] = posts(json, '/consent');
    expect(first).toMatchObject(BEN);
    expect(again).toMatchObject({ person: 'p9', new_person: null, client_key: first.client_key });
  });

  it('keeps what was written to a stranger when it makes them known', async () => {
    const { store } = opened('record', () => ({}), STRANGER);
    store.consenting.value = null;
    await type('The boxes are here');
    const shown = store.snapshot.value;
    if (shown === null) throw new Error('nothing is shown');
    store.snapshot.value = { ...shown, beside: met(shown.beside) };
    await waitFor(() => expect(field().value).toBe('The boxes are here'));
  });
});
