/** A long text as several: read, changed, and pressed one after the other. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Problem } from '../../../src/sidebar/api';
import { draftKey } from '../../../src/sidebar/target';
import { expectAccessible } from '../axe';
import { beside, composing, STOP, target, text, verdict } from '../make';
import { compose, field, type } from './compose';

afterEach(cleanup);

const SENTENCE =
  'The new counters for the two treatment rooms arrive on Thursday morning between eight and ten. ';
const LONG = [
  SENTENCE,
  SENTENCE.replace('new', 'oak'),
  SENTENCE.replace('two', 'back'),
  SENTENCE.replace('new', 'old'),
  SENTENCE.replace('two', 'front'),
]
  .join('')
  .trim();

const cards = () =>
  screen.getAllByRole<HTMLTextAreaElement>('textbox', { name: /^Text \d of \d$/ });
const sendAll = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Send \d texts/ });

async function cut(change: Parameters<typeof composing>[0] = {}) {
  const made = compose({ beside: beside({ composing: composing(change) }) });
  await type(LONG);
  fireEvent.click(await screen.findByRole('button', { name: /^Split into \d texts$/ }));
  await screen.findByRole('region', { name: 'Several texts' });
  return made;
}
const texts = (api: { send: { mock: { calls: unknown[][] } } }) =>
  api.send.mock.calls.map(([wish]) => (wish as { text: string }).text);

describe('a long text', () => {
  it('becomes a few that say the same, in order, with the focus in the first', async () => {
    await cut();
    expect(
      cards()
        .map((one) => one.value)
        .join(' '),
    ).toBe(LONG);
    expect(cards().length).toBeLessThanOrEqual(3);
    expect(document.activeElement).toBe(cards()[0]);
  });

  it('goes part by part, each a press of its own, the next after the one before', async () => {
    const { api, drafts } = await cut();
    const parts = cards().map((one) => one.value);
    let answer: () => void = () => undefined;
    api.send.mockImplementationOnce(
      (wish) =>
        new Promise((resolve) => {
          answer = () =>
            resolve(
              text({ seq: 601, text: wish.text, client_key: wish.client_key, state: 'held' }),
            );
        }),
    );
    fireEvent.keyDown(cards()[0] as Element, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    expect(drafts.of(draftKey('w1', target())).value.text).toBe(parts.slice(1).join(' '));
    answer();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(parts.length));
    expect(texts(api)).toEqual(parts);
    const keys = api.send.mock.calls.map(([wish]) => (wish as { client_key: string }).client_key);
    expect(new Set(keys).size).toBe(parts.length);
    await waitFor(() => expect(field().value).toBe(''));
  });

  it('stops at a part that is refused, and keeps it with the rest as the draft', async () => {
    const { api, drafts } = await cut();
    const parts = cards().map((one) => one.value);
    api.send
      .mockImplementationOnce(async (wish) =>
        text({ seq: 601, text: wish.text, client_key: wish.client_key, state: 'held' }),
      )
      .mockRejectedValueOnce(
        new Problem(409, 'refused', 'No', { verdict: { ...STOP, code: 'opted_out' } }),
      );
    api.verdict.mockResolvedValue(verdict());
    fireEvent.click(sendAll());
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(2));
    await waitFor(() => {
      const kept = drafts.of(draftKey('w1', target())).value.text;
      expect(kept.replaceAll('\n', ' ')).toBe(parts.slice(1).join(' '));
    });
    expect(api.send).toHaveBeenCalledTimes(2);
  });

  it('goes no further once the rep keeps the rest', async () => {
    const { api } = await cut();
    const parts = cards().map((one) => one.value);
    api.send.mockImplementationOnce(() => new Promise(() => undefined));
    fireEvent.click(sendAll());
    fireEvent.click(await screen.findByRole('button', { name: 'Keep the rest' }));
    await waitFor(() => expect(field().value).toBe(parts.slice(1).join(' ')));
    expect(api.send).toHaveBeenCalledTimes(1);
  });

  it('can be changed part by part, and is one text again with what was changed', async () => {
    await cut();
    const parts = cards().map((one) => one.value);
    await fireEvent.input(cards()[1] as Element, { target: { value: 'Shorter.' } });
    fireEvent.click(screen.getByRole('button', { name: 'Back to one text' }));
    await waitFor(() =>
      expect(field().value).toBe([parts[0], 'Shorter.', ...parts.slice(2)].join(' ')),
    );
    expect(document.activeElement).toBe(field());
  });

  it('says who writes in its first part', async () => {
    await cut({ first_to_number: true });
    expect(cards()[0]?.value).toMatch(/^Northside Supply: The new .* Reply STOP to opt out\.$/s);
    expect(cards()[1]?.value).not.toContain('STOP');
  });

  it('is not sent with a part that must not go', async () => {
    const { api } = await cut();
    await fireEvent.input(cards()[1] as Element, { target: { value: 'Card 4242 4242 4242 4242' } });
    await screen.findByText(/A card number ending 4242/);
    await waitFor(() => expect(sendAll().disabled).toBe(true));
    fireEvent.keyDown(cards()[0] as Element, { key: 'Enter', ctrlKey: true });
    expect(api.send).not.toHaveBeenCalled();
  });

  it('is accessible in parts', async () => {
    await cut();
    await expectAccessible(document.body);
  });
});
