/** The reasons of a verdict: what each rests on, and what can be done about it. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Verdict } from '../../../src/sidebar/wire';
import {
  beside,
  card,
  help,
  LINES,
  page,
  person,
  phone,
  proof,
  reason,
  session,
  text,
  verdict,
} from '../make';
import { compose } from './compose';

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

describe('evidence', () => {
  it('is a clock, and a rule with its source and version', async () => {
    await reasons(WAIT);
    expect(screen.getByText('Florida: 8 AM – 8 PM every day')).toBeTruthy();
    const source = screen.getByRole('link', { name: 'leg.state.fl.us' });
    expect(source.getAttribute('href')).toBe('https://www.leg.state.fl.us/statutes/501.059');
    expect(source.parentElement?.textContent).toBe('leg.state.fl.us · version 2026-11-01');
    // It stands above already.
    expect(screen.getAllByText(QUIET.words)).toHaveLength(1);
  });

  it('is their text, with its time and the way to it', async () => {
    const words = proof({
      kind: 'message',
      words: '“stop it”',
      id: 'i00009',
      at: '2026-10-02T22:12:00Z',
    });
    await reasons(verdict({ state: 'stop', reasons: [reason({ evidence: [words] })] }), {
      timeline: page(text({ seq: 9, direction: 'in', text: 'stop it' })),
    });
    expect(document.querySelector('.evidence q')?.textContent).toBe('stop it');
    fireEvent.click(screen.getByRole('button', { name: 'Show in conversation' }));
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('listitem', { name: /stop it/ })),
    );
  });

  it('that is further back than anything says so', async () => {
    const words = proof({ kind: 'message', words: 'stop', id: 'gone' });
    const { store } = await reasons(
      verdict({ state: 'stop', reasons: [reason({ evidence: [words] })] }),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Show in conversation' }));
    await waitFor(() => expect(store.toast.value?.words).toMatch(/too far back/));
  });

  it('that is our own question shows it word for word, and leads to it', async () => {
    const words = 'Northside: May we text you?';
    const at = '2026-11-20T18:00:00Z';
    const question = { id: 'c7', at, words, message_id: 'i00009', line: 'Sales', author: null };
    const asked = proof({ kind: 'consent', words: 'We asked for consent', id: 'c7', at });
    await reasons(verdict({ state: 'stop', reasons: [reason({ evidence: [asked] })] }), {
      consent: card({ standing: 'none', question }),
      timeline: page(text({ seq: 9, text: words })),
    });
    expect(document.querySelector('.evidence q')?.textContent).toBe(words);
    fireEvent.click(screen.getByRole('button', { name: 'Show in conversation' }));
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('listitem', { name: /May we text/ })),
    );
  });

  it('of the ledger opens the history', async () => {
    const agreed = proof({ kind: 'consent', words: 'Agreed on your web form', id: 'c1' });
    const { store } = await reasons(
      verdict({ reasons: [reason({ weight: 'note', evidence: [agreed] })] }),
    );
    fireEvent.click(screen.getByRole('button', { name: 'History' }));
    expect(store.consenting.value).toBe('history');
  });
});

describe('a remedy', () => {
  const stopped = (...remedies: ReturnType<typeof help>[]) =>
    verdict({ state: 'stop', code: 'x', title: 'No', reasons: [reason({ remedies })] });

  it('that this sidebar does not know is words', async () => {
    const odd = help('wait', 'Ask the oracle');
    await reasons(stopped({ ...odd, code: 'ask_oracle' as 'wait' }));
    expect(screen.getByText('Ask the oracle').tagName).toBe('SPAN');
  });

  it('leads to the line that is to be chosen, also where texting is closed', async () => {
    await reasons(stopped(help('choose_line', 'Choose another line')));
    fireEvent.click(screen.getByRole('button', { name: 'Choose another line' }));
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Line' }));
  });

  it('is only words where there is no other line', async () => {
    await reasons(stopped(help('choose_line', 'Choose another line')), {
      lines: LINES.slice(0, 1),
    });
    expect(screen.getByText('Choose another line').tagName).toBe('SPAN');
  });

  it('leads to the number, to the call, and to the admin', async () => {
    const phones = [phone(), phone({ e164: '+17205550143', display: '+1 720 555 0143' })];
    await reasons(
      stopped(
        help('choose_number', 'Choose another number'),
        help('call', 'Call instead'),
        help('tell_admin', 'Tell your admin'),
      ),
      { people: [person({ phones })] },
    );
    fireEvent.click(screen.getByRole('button', { name: 'Choose another number' }));
    expect(document.activeElement).toBe(screen.getByRole('combobox', { name: 'Number' }));
    expect(screen.getByRole('link', { name: 'Call instead' }).getAttribute('href')).toBe(
      'tel:+17205550142',
    );
    const copied: string[] = [];
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: async (words: string) => void copied.push(words) },
    });
    fireEvent.click(screen.getByRole('button', { name: 'Tell your admin' }));
    await waitFor(() => expect(copied[0]).toContain('+17205550142'));
    expect(copied[0]).toContain('Denver Sales');
  });

  it('about consent opens what it needs', async () => {
    const { store } = await reasons(
      stopped(help('ask_consent', 'Ask for consent'), help('record_consent', 'Record consent')),
    );
    fireEvent.click(screen.getByRole('button', { name: 'Record consent' }));
    expect(store.consenting.value).toBe('record');
    const [first] = screen.getAllByRole('button', { name: 'Ask for consent' });
    if (first !== undefined) fireEvent.click(first);
    expect(store.consenting.value).toBe('ask');
  });

  it('that sends or records is not offered to who may only read', async () => {
    const { store } = shown(stopped(help('record_consent', 'Record consent')));
    store.session.value = session({ role: 'auditor', may_send: false });
    fireEvent.click(why());
    expect((await screen.findByText('Record consent')).tagName).toBe('SPAN');
  });
});
