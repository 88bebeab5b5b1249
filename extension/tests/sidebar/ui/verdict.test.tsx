/** The verdict above the composer: what it says, what it rests on, what can be done about it. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { draftKey } from '../../../src/sidebar/target';
import type { Verdict } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { beside, card, help, proof, reason, target, verdict } from '../make';
import { click, compose, field, send, type } from './compose';

afterEach(cleanup);

const QUIET = reason({
  code: 'quiet_hours',
  weight: 'wait',
  words: 'Florida allows texts from 8 AM to 8 PM.',
  evidence: [
    proof({ kind: 'local_time', words: 'It is 8:47 PM in Pensacola' }),
    proof({
      words: 'Florida: 8 AM – 8 PM every day',
      source: 'https://www.leg.state.fl.us/statutes/501.059',
      version: '2026-11-01',
    }),
  ],
  remedies: [help('send_later', 'It goes at 8:00 AM'), help('override', 'Send now all the same')],
  may_override: true,
});
const WAIT = verdict({
  state: 'wait',
  code: 'quiet_hours',
  title: 'Will wait until 8:00 AM in Pensacola',
  detail: QUIET.words,
  reasons: [QUIET],
  until: '2026-11-23T14:00:00Z',
  until_words: '8:00 AM in Pensacola',
});

const why = () => screen.getByRole('button', { name: 'Why' });
const shown = (given: Verdict, change: Parameters<typeof beside>[0] = {}) =>
  compose({ beside: beside({ verdict: given, ...change }) });
async function reasons(given: Verdict, change: Parameters<typeof beside>[0] = {}) {
  const made = shown(given, change);
  fireEvent.click(why());
  await waitFor(() => expect(document.querySelector('.reasons')).not.toBeNull());
  return made;
}

describe('the verdict', () => {
  it('announces its title and nothing else', () => {
    shown(WAIT);
    expect(screen.getByRole('status', { name: 'Verdict' }).textContent).toBe(WAIT.title);
    expect(screen.getByText(WAIT.detail)).toBeTruthy();
  });

  it('offers no reasons where there is nothing more to say', () => {
    shown(verdict({ reasons: [reason({ weight: 'note', words: 'They wrote today.' })] }));
    expect(screen.queryByRole('button', { name: 'Why' })).toBeNull();
  });

  it('has its reasons one key away, and keeps them open over the next verdict', async () => {
    const { store } = shown(WAIT);
    fireEvent.keyDown(document.body, { key: 'w', code: 'KeyW', altKey: true });
    expect(await screen.findByText('It is 8:47 PM in Pensacola')).toBeTruthy();
    const now = store.snapshot.value;
    if (now === null) throw new Error('nothing is shown');
    const next = { ...WAIT, reasons: [reason({ words: 'Another one.' })] };
    store.snapshot.value = { ...now, beside: { ...now.beside, verdict: next } };
    expect(await screen.findByText('Another one.')).toBeTruthy();
    fireEvent.keyDown(document.body, { key: 'w', code: 'KeyW', altKey: true });
    await waitFor(() => expect(screen.queryByText('Another one.')).toBeNull());
  });

  it('does not take the focus from who writes when it changes', async () => {
    const { store } = shown(verdict());
    field().focus();
    await type('half a sen');
    const now = store.snapshot.value;
    if (now === null) throw new Error('nothing is shown');
    store.snapshot.value = { ...now, beside: { ...now.beside, verdict: WAIT } };
    await screen.findByText(WAIT.title);
    expect(document.activeElement).toBe(field());
    expect(field().value).toBe('half a sen');
  });
});

describe('what waits', () => {
  it('is sent at the hour that the button names', async () => {
    const { api } = shown(WAIT);
    await type('Six boxes are here');
    click(screen.getByRole('button', { name: 'Send at 8:00 AM in Pensacola' }));
    await waitFor(() => expect(api.send).toHaveBeenCalled());
    expect(api.send.mock.calls[0]?.[0].send_at).toBe('2026-11-23T14:00:00.000Z');
  });

  it('without a known hour is sent as it is, and the server keeps it', async () => {
    const { api } = shown(verdict({ state: 'wait', reasons: [reason({ weight: 'wait' })] }));
    await type('When the line is back');
    click(send());
    await waitFor(() => expect(api.send).toHaveBeenCalled());
    expect(api.send.mock.calls[0]?.[0].send_at).toBeNull();
  });

  it('goes at once for a reason, which is asked for, kept for this text, and sent with it', async () => {
    const { api, drafts } = await reasons(WAIT);
    await type('They asked me to');
    fireEvent.click(screen.getByRole('button', { name: 'Send now all the same' }));
    const answer = screen.getByRole('textbox', { name: /Why is it right/ });
    expect(document.activeElement).toBe(answer);
    fireEvent.input(answer, { target: { value: 'no' } });
    fireEvent.click(screen.getByRole('button', { name: 'Use for this text' }));
    expect(await screen.findByText(/at least five characters/)).toBeTruthy();
    fireEvent.input(answer, { target: { value: 'She asked for it tonight' } });
    fireEvent.click(screen.getByRole('button', { name: 'Use for this text' }));
    expect(await screen.findByText('Goes all the same: She asked for it tonight')).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(field()));
    click(send());
    await waitFor(() => expect(api.send).toHaveBeenCalled());
    const [[wish]] = api.send.mock.calls as [[{ overrides: unknown; send_at: unknown }]];
    expect(wish.overrides).toEqual([{ code: 'quiet_hours', reason: 'She asked for it tonight' }]);
    expect(wish.send_at).toBeNull();
    // The next text is asked about anew.
    expect(drafts.of(draftKey('w1', target())).value.overrides ?? []).toEqual([]);
    expect(screen.getByRole('button', { name: /^Send at/ })).toBeTruthy();
  });

  it('can be taken back to its hour', async () => {
    await reasons(WAIT);
    fireEvent.click(screen.getByRole('button', { name: 'Send now all the same' }));
    fireEvent.input(screen.getByRole('textbox', { name: /Why is it right/ }), {
      target: { value: 'She asked' },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Use for this text' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Take back' }));
    expect(await screen.findByRole('button', { name: /^Send at/ })).toBeTruthy();
  });
});

describe('for everybody', () => {
  it('it is accessible with its reasons, an override being written, and shut', async () => {
    const { baseElement: container, store } = await reasons(WAIT, { consent: card() });
    await expectAccessible(container);
    fireEvent.click(screen.getByRole('button', { name: 'Send now all the same' }));
    await expectAccessible(container);
    const now = store.snapshot.value;
    if (now === null) throw new Error('nothing is shown');
    const shut = verdict({
      state: 'stop',
      reasons: [reason({ remedies: [help('ask_consent', 'Ask for consent')] })],
    });
    store.snapshot.value = { ...now, beside: { ...now.beside, verdict: shut } };
    await waitFor(() => expect(container.querySelector('.closed')).not.toBeNull());
    await expectAccessible(container);
  });
});
