/** Asking for consent: the one text, seen before it goes. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../axe';
import { help, ledger, proof, reason, verdict } from '../make';
import { BEN, dialog, opened, posts, press, STRANGER } from './panel';

afterEach(cleanup);

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

  it('of somebody whom nobody here knows yet says whom the page shows', async () => {
    const { json, number } = opened('ask', () => ({}), { ...STRANGER, verdict: asking() });
    await dialog();
    press('Send it');
    await waitFor(() =>
      expect(posts(json, '/consent/requests')[0]).toMatchObject({
        ...BEN,
        phone: number,
        line: 'l1',
      }),
    );
  });

  it("is offered in the composer's place to a stranger as well", async () => {
    const { store } = opened('history', () => ledger(), { ...STRANGER, verdict: asking() });
    await dialog();
    store.consenting.value = null;
    fireEvent.click(await screen.findByRole('button', { name: 'Ask for consent' }));
    expect(store.consenting.value).toBe('ask');
  });
});
