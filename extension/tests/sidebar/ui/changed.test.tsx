import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../src/sidebar/api';
import { draftKey } from '../../../src/sidebar/target';
import { expectAccessible } from '../axe';
import { beside, REF, target, text } from '../make';
import { context, value } from '../make_record';
import { compose, field, modEnter } from './compose';

afterEach(cleanup);

const KEY = draftKey('w1', target());
const SHOWN = beside({
  values: { stage: 'Offer' },
  context: context({ values: [value('stage', 'Offer')] }),
});
const refusal = (code: string, more: object) =>
  new Problem(409, code, 'Look again.', more as never);
const CHANGED = refusal('values_changed', {
  changes: [{ name: 'stage', old: 'Offer', new: 'Contract' }],
  accept: 'a1',
});

/** A text with the CRM's value, pressed; the server answers in turn. */
async function pressed(...answers: (Problem | null)[]) {
  const send = vi.fn(async (wish: { client_key: string; text: string }) => {
    const answer = answers.shift();
    if (answer) throw answer;
    return text({ seq: 501, text: wish.text, client_key: wish.client_key, state: 'held' });
  });
  const made = compose({ beside: SHOWN, api: { send: send as never } });
  const words = 'About the Offer: Offer ends today';
  made.drafts.write(KEY, { text: words, values: [{ name: 'stage', value: 'Offer' }] });
  await waitFor(() => expect(field().value).toBe(words));
  modEnter();
  await waitFor(() => expect(send).toHaveBeenCalledTimes(1));
  return { ...made, send };
}
const wish = (made: { send: ReturnType<typeof vi.fn> }, at: number) =>
  made.send.mock.calls[at]?.[0];

describe('a text with values of the CRM', () => {
  it('goes with them as the rep saw them, and the record that is open', async () => {
    const made = await pressed(null);
    expect(wish(made, 0)).toMatchObject({
      record: REF,
      shown_values: { record: REF, values: { stage: 'Offer' } },
      accept_values: null,
    });
  });

  it('shows what changed in its places; one key puts it there and sends', async () => {
    const made = await pressed(CHANGED, null);
    const alert = await screen.findByRole('alert');
    expect([...alert.querySelectorAll('del')].map((one) => one.textContent)).toEqual([
      'Offer',
      'Offer',
    ]);
    expect(alert.querySelector('ins')?.textContent).toContain('Contract');
    await expectAccessible(made.container);
    modEnter(document.body);
    await waitFor(() => expect(made.send).toHaveBeenCalledTimes(2));
    expect(wish(made, 1)).toMatchObject({
      client_key: wish(made, 0).client_key,
      text: 'About the Contract: Contract ends today',
      shown_values: { values: { stage: 'Contract' } },
    });
  });

  it('keeps its words where the CRM lost the value, and the rep answers for them', async () => {
    const lost = refusal('values_changed', {
      changes: [{ name: 'stage', old: 'Offer', new: '' }],
      accept: 'a2',
    });
    const made = await pressed(lost, null);
    expect(await screen.findByText(/“Offer” is no longer in the CRM/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /Send as it is/ }));
    await waitFor(() => expect(made.send).toHaveBeenCalledTimes(2));
    expect(wish(made, 1)).toMatchObject({
      text: 'About the Offer: Offer ends today',
      shown_values: null,
    });
  });

  it('says that the record is gone, and sends what was accepted', async () => {
    const gone = refusal('values_missing', { changes: [], accept: 'a3' });
    const made = await pressed(gone, null);
    expect((await screen.findByRole('alert')).textContent).toContain('Look again.');
    modEnter(document.body);
    await waitFor(() => expect(made.send).toHaveBeenCalledTimes(2));
    expect(wish(made, 1)).toMatchObject({
      accept_values: 'a3',
      shown_values: { values: { stage: 'Offer' } },
    });
  });

  it('comes back as the draft it was, with its values', async () => {
    const made = await pressed(CHANGED);
    await screen.findByRole('alert');
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await waitFor(() => expect(field().value).toBe('About the Offer: Offer ends today'));
    expect(made.drafts.of(KEY).peek().values).toEqual([{ name: 'stage', value: 'Offer' }]);
    expect(made.box.entries.peek()).toEqual([]);
  });

  it('that may not go unchecked says why, and loses no word', async () => {
    const made = await pressed(refusal('values_held', {}));
    await waitFor(() => expect(made.box.entries.peek()[0]?.state).toBe('failed'));
    expect(await screen.findByText(/Look again\./)).toBeTruthy();
    expect(made.box.entries.peek()[0]?.text).toBe('About the Offer: Offer ends today');
  });
});
