/** A number that may be somebody else's by now: whose is it? */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../src/sidebar/api';
import { expectAccessible } from '../axe';
import { beside, help, proof, reason, session, verdict } from '../make';
import { compose } from './compose';

afterEach(cleanup);

const DOUBTED = reason({
  code: 'number_doubted',
  words: 'On Nov 2, 2026 the record with this number became Ruben Ito in HubSpot.',
  evidence: [
    proof({ kind: 'consent', id: 'd-1', words: 'Maria Lindt before, Ruben Ito now, in HubSpot' }),
  ],
  remedies: [
    help('still_theirs', 'Still Maria'),
    help('not_theirs', 'Not Maria'),
    help('call', 'Call'),
  ],
});

async function doubted(api = {}, may = true) {
  const made = compose({
    api,
    beside: beside({
      verdict: verdict({
        state: 'stop',
        code: 'number_doubted',
        title: 'Still Maria Lindt?',
        detail: DOUBTED.words,
        reasons: [DOUBTED],
      }),
    }),
  });
  if (!may) made.store.session.value = session({ role: 'auditor', may_send: false });
  fireEvent.click(screen.getByRole('button', { name: 'Why' }));
  await screen.findByText(/Ruben Ito now/);
  await screen.findByText('Still Maria');
  return made;
}
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('a number that the CRM has another name for', () => {
  it('is settled in one press, with both names beside it', async () => {
    let agree: (value: unknown) => void = () => undefined;
    const { api, painter } = await doubted({
      json: vi.fn(() => new Promise((done) => (agree = done))),
    });
    fireEvent.click(button('Not Maria'));
    await waitFor(() =>
      expect(api.json).toHaveBeenCalledWith('POST', '/consent/doubts/d-1/settle', {
        body: { outcome: 'not_theirs', note: '' },
      }),
    );
    expect(button('Still Maria').disabled).toBe(true);
    expect(button('Not Maria').getAttribute('aria-pressed')).toBe('true');
    agree({});
    await waitFor(() => expect(painter.refresh).toHaveBeenCalled());
  });

  it('says when a colleague said otherwise before, and shows what stands', async () => {
    const { painter } = await doubted({
      json: vi.fn(() =>
        Promise.reject(new Problem(409, 'already_settled', 'A colleague said it already.')),
      ),
    });
    fireEvent.click(button('Still Maria'));
    expect((await screen.findByRole('alert')).textContent).toContain(
      'A colleague said it already.',
    );
    expect(button('Still Maria').disabled).toBe(false);
    expect(painter.refresh).toHaveBeenCalled();
  });

  it('is only read by who may not send', async () => {
    await doubted({}, false);
    expect(screen.queryByRole('button', { name: 'Still Maria' })).toBeNull();
    expect(screen.getByText('Still Maria')).toBeTruthy();
  });

  it('is accessible', async () => {
    const { container } = await doubted();
    await expectAccessible(container);
  });
});
