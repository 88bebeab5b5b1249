/** A text that waits for a person's word, and composers that are shut: no draft is lost by either. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem, Unreachable } from '../../../src/sidebar/api';
import { draftKey } from '../../../src/sidebar/target';
import { expectAccessible } from '../axe';
import {
  beside,
  card,
  heldText,
  help,
  page,
  reason,
  session,
  target,
  text,
  verdict,
} from '../make';
import { click, compose, field, modEnter, send, type } from './compose';

afterEach(cleanup);

/** The verdict is asked for a moment later, so that several reasons ask once. */
const PATIENT = { timeout: 3000 };

const HELD = verdict({
  state: 'stop',
  code: 'revocation_open',
  title: 'Anna may have asked to stop',
  detail: 'Somebody has to read it first.',
  reasons: [
    reason({
      code: 'revocation_open',
      remedies: [help('settle_revocation', 'Say what they meant')],
    }),
  ],
});

function held(change: Parameters<typeof heldText>[0] = {}, api = {}) {
  return compose({
    api,
    beside: beside({
      verdict: HELD,
      consent: card({ standing: 'held', open: heldText(change) }),
      timeline: page(text({ seq: 9, direction: 'in', text: 'please no more of these' })),
    }),
  });
}
const button = (name: string) => screen.findByRole<HTMLButtonElement>('button', { name });

describe('a text that may ask to stop', () => {
  it('stands above the composer with its words, why it was held, and until when', async () => {
    held();
    expect(await screen.findByRole('heading', { name: 'Did Anna ask us to stop?' })).toBeTruthy();
    const card = document.querySelector('.held');
    expect(card?.querySelector('q')?.textContent).toBe('please no more of these');
    expect(card?.textContent).toContain('without one of the usual words');
    expect(card?.textContent).toContain('Decide by Dec 4');
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
  });

  it('is settled with one press and a note, shown as chosen before the server agrees', async () => {
    let agree: (value: unknown) => void = () => undefined;
    const { api, painter } = held({}, { json: vi.fn(() => new Promise((done) => (agree = done))) });
    fireEvent.click(await button('Add a note'));
    fireEvent.input(screen.getByRole('textbox', { name: /Note/ }), {
      target: { value: 'She said so on the phone as well' },
    });
    fireEvent.click(await button('They opted out'));
    await waitFor(() =>
      expect(api.json).toHaveBeenCalledWith('POST', '/consent/revocations/r1/settle', {
        body: { outcome: 'upheld', note: 'She said so on the phone as well' },
      }),
    );
    const chosen = await button('They opted out');
    expect(chosen.getAttribute('aria-pressed')).toBe('true');
    expect((await button('Not an opt-out')).disabled).toBe(true);
    expect(painter.refresh).not.toHaveBeenCalled();
    agree({});
    await waitFor(() => expect(painter.refresh).toHaveBeenCalled());
  });

  it('is not opened before the server agrees, and can be tried again', async () => {
    const json = vi.fn().mockRejectedValueOnce(new Unreachable('offline')).mockResolvedValue({});
    const { painter } = held({}, { json });
    fireEvent.click(await button('Not an opt-out'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/No answer from the server/);
    expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
    expect(painter.refresh).not.toHaveBeenCalled();
    fireEvent.click(await button('Not an opt-out'));
    await waitFor(() => expect(painter.refresh).toHaveBeenCalled());
    expect(json).toHaveBeenCalledTimes(2);
  });

  it('that a colleague settled meanwhile says so and is asked for again', async () => {
    const settled = new Problem(409, 'already_settled', 'Priya settled it a minute ago.');
    const { painter } = held({}, { json: vi.fn().mockRejectedValue(settled) });
    fireEvent.click(await button('They opted out'));
    expect((await screen.findByRole('alert')).textContent).toBe('Priya settled it a minute ago.');
    expect(painter.refresh).toHaveBeenCalled();
  });

  it('may be a wrong number instead', async () => {
    held({ kind: 'wrong_number' });
    expect(await button('Wrong number')).toBeTruthy();
    expect(await button('Right number')).toBeTruthy();
  });

  it('is left to colleagues by who may only read', async () => {
    const { store } = held();
    store.session.value = session({ role: 'auditor', may_send: false });
    expect(await screen.findByText('A colleague who may send decides.')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'They opted out' })).toBeNull();
  });

  it('is settled for the person on the page, or not at all', async () => {
    const { page: tab, api } = held();
    tab.look.mockResolvedValueOnce(false);
    fireEvent.click(await button('They opted out'));
    await waitFor(() => expect(tab.look).toHaveBeenCalled());
    expect(api.json).not.toHaveBeenCalled();
  });

  it('is accessible', async () => {
    const { container } = held();
    await button('They opted out');
    await expectAccessible(container);
  });
});

describe('a composer that is shut', () => {
  const noConsent = (...remedies: ReturnType<typeof help>[]) =>
    verdict({
      state: 'stop',
      code: 'no_consent',
      title: 'Anna has not agreed to texts yet',
      detail: '',
      reasons: [reason({ code: 'no_consent', remedies })],
    });

  it('asks for consent in place of Send, where the policy says so', () => {
    const { store } = compose({
      beside: beside({ verdict: noConsent(help('ask_consent', 'Ask for consent')) }),
    });
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
    const ask = screen.getByRole('button', { name: 'Ask for consent' });
    expect(ask.className).toContain('primary');
    fireEvent.click(ask);
    expect(store.consenting.value).toBe('ask');
  });

  it('does not offer to ask where the policy locks it', () => {
    compose({ beside: beside({ verdict: noConsent(help('record_consent', 'Record consent')) }) });
    expect(screen.queryByRole('button', { name: 'Ask for consent' })).toBeNull();
    expect(screen.getByRole('link', { name: 'Call Anna' })).toBeTruthy();
  });

  it('keeps the words, and gives them back when it opens', async () => {
    const { store } = compose();
    await type('Half a thought');
    const show = (now: ReturnType<typeof verdict>): void => {
      const shown = store.snapshot.value;
      if (shown === null) throw new Error('nothing is shown');
      store.snapshot.value = { ...shown, beside: { ...shown.beside, verdict: now } };
    };
    for (const code of ['opted_out', 'wrong_number', 'hours_unknown_place', 'role_may_not_send']) {
      show(verdict({ state: 'stop', code, reasons: [reason({ code })] }));
      expect(await screen.findByText('Half a thought', { exact: false })).toBeTruthy();
      expect(screen.queryByRole('textbox', { name: 'Message' })).toBeNull();
    }
    show(verdict());
    await waitFor(() => expect(field().value).toBe('Half a thought'));
  });

  it('stays open for words that are refused: they can be changed, and then it is asked again', async () => {
    const { api, drafts } = compose();
    const refused = verdict({
      state: 'stop',
      code: 'sensitive_card',
      title: 'This looks like a card number',
      reasons: [reason({ code: 'sensitive_card', remedies: [help('edit_text', 'Take it out')] })],
    });
    api.send.mockRejectedValueOnce(new Problem(409, 'refused', 'No', { verdict: refused }));
    await type('My card is 4111');
    modEnter();
    await screen.findByText('This looks like a card number');
    await waitFor(() => expect(field().value).toBe('My card is 4111'));
    expect(drafts.of(draftKey('w1', target())).value.text).toBe('My card is 4111');
    expect(api.verdict).not.toHaveBeenCalled();
    await type('My card is');
    await waitFor(() => expect(api.verdict).toHaveBeenCalled(), PATIENT);
    await waitFor(() => expect(screen.getByText('You can text Anna now')).toBeTruthy());
  });

  it('by a press that came too often is asked for again by itself', async () => {
    const { api } = compose();
    const caps = verdict({ state: 'stop', code: 'rep_new_hour', title: 'Too many new people' });
    api.send.mockRejectedValueOnce(new Problem(409, 'refused', 'No', { verdict: caps }));
    await type('Hello');
    click(send());
    await waitFor(() => expect(api.verdict).toHaveBeenCalled(), PATIENT);
    await waitFor(() => expect(field().value).toBe('Hello'), PATIENT);
  });
});
