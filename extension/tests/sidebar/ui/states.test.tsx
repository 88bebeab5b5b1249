import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/sidebar/store';
import { App } from '../../../src/sidebar/ui/App';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { beside, entry, person, phone, reason, session, target, verdict } from '../make';

afterEach(cleanup);

function app(change: (store: Store) => void, shown = beside()) {
  const made = makeDesk({ beside: shown });
  change(made.store);
  const root = document.createElement('div');
  return { ...made, root, ...show(made.desk, <App root={root} />) };
}

const nobody = beside({
  state: 'empty',
  people: [],
  person_id: null,
  record: { ...beside().record, known: false },
});
const elsewhere = (store: Store): void => {
  store.snapshot.value = null;
};
const hint =
  (state: 'none' | 'unreadable') =>
  (store: Store): void => {
    store.hint.value = { seq: 1, state, name: null, phones: [] };
  };

type Case = [
  name: string,
  state: string,
  words: RegExp,
  change: (store: Store) => void,
  shown?: ReturnType<typeof beside>,
];

const CASES: Case[] = [
  ['ready', 'ready', /You can text Anna now/, () => undefined],
  ['loading', 'loading', /Loading/, elsewhere],
  [
    'not a record',
    'empty',
    /Open a record/,
    (store) => {
      store.snapshot.value = null;
      store.subject.value = null;
    },
  ],
  [
    'no permission on this page',
    'empty',
    /Not on this page/,
    (store) => {
      store.snapshot.value = null;
      store.subject.value = null;
      store.route.value = null;
    },
  ],
  ['a record without a number', 'empty', /This record has no number/, hint('none'), nobody],
  [
    'a page that can not be read',
    'empty',
    /This page's number can't be read/,
    hint('unreadable'),
    nobody,
  ],
  [
    'a number that can not be texted',
    'empty',
    /555-01: Too short/,
    hint('none'),
    {
      ...nobody,
      state: 'no_number',
      page_phones: [phone({ raw: '555-01', e164: null, problem: 'Too short' })],
    },
  ],
  [
    'signed out',
    'signed-out',
    /You are signed out/,
    (store) => {
      store.session.value = null;
    },
  ],
  [
    'before onboarding',
    'signed-out',
    /Welcome to Threadside/,
    (store) => {
      store.session.value = null;
      store.server.value = null;
    },
  ],
  [
    'offline with a snapshot',
    'offline',
    /You are offline\. What you send now waits here/,
    (store) => {
      store.trouble.value = { kind: 'network', words: '' };
      store.online.value = false;
    },
  ],
  [
    'offline with nothing to show',
    'offline',
    /This record was not opened before/,
    (store) => {
      elsewhere(store);
      store.trouble.value = { kind: 'network', words: '' };
      store.online.value = false;
    },
  ],
  [
    'a server out of reach',
    'error',
    /No answer from http:\/\/server\.test/,
    (store) => {
      elsewhere(store);
      store.trouble.value = { kind: 'network', words: '' };
    },
  ],
  [
    'a server that refuses',
    'error',
    /Tell your operator the number 7/,
    (store) => {
      elsewhere(store);
      store.trouble.value = { kind: 'refused', words: 'Tell your operator the number 7.' };
    },
  ],
  [
    'an updated extension',
    'error',
    /Reload this page/,
    (store) => {
      store.orphaned.value = true;
    },
  ],
];

describe('a state of the sidebar', () => {
  it.each(
    CASES,
  )('%s: is said on the root and in words', async (_name, state, words, change, shown) => {
    const { root, container } = app(change, shown);
    expect(root.dataset.state).toBe(state);
    expect(container.textContent).toMatch(words);
    await expectAccessible(container);
  });
});

describe('the root element', () => {
  it('says what is painted, and when', async () => {
    const { root } = app(() => undefined);
    expect(root.dataset.record).toBe('sample:acme:contact:1');
    expect(root.dataset.route).toBe('1');
    await waitFor(() => expect(Number(root.dataset.paintedAt)).toBeGreaterThan(0));
  });

  it('keeps the old record dimmed and dead while the next one loads', async () => {
    const { root, container, store } = app(() => undefined);
    store.subject.value = {
      key: 'k2',
      ref: { crm: 'sample', account: 'acme', type: 'deal', id: '2' },
      turn: 2,
    };
    await waitFor(() => expect(root.dataset.state).toBe('loading'));
    expect(root.dataset.record).toBe('sample:acme:contact:1');
    expect(container.querySelector('.view.dimmed')?.hasAttribute('inert')).toBe(true);
    store.late.value = true;
    await waitFor(() => expect(container.querySelector('.skeleton')).not.toBeNull());
  });
});

describe('what is always there', () => {
  it('is the verdict with its reasons, one press away', async () => {
    const reasons = [reason({ weight: 'note', words: 'Agreed on your web form' })];
    app(() => undefined, beside({ verdict: verdict({ reasons }) }));
    expect(screen.queryByText('Agreed on your web form')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Why' }));
    expect(await screen.findByText('Agreed on your web form')).toBeTruthy();
  });

  it('are all numbers of a person, the bad ones with why', () => {
    const phones = [
      phone(),
      phone({ raw: '555', e164: null, display: '555', label: 'work', problem: 'Too short' }),
    ];
    const { painter } = app(() => undefined, beside({ people: [person({ phones })] }));
    const menu = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Number' });
    expect([...menu.options].map((option) => [option.text, option.disabled])).toEqual([
      ['+1 720 555 0142 mobile', false],
      ['555 work: Too short', true],
    ]);
    expect(painter.pin).not.toHaveBeenCalled();
  });

  it('is a text to somebody else that needs a word', async () => {
    const { box, drafts } = app(() => undefined);
    const boris = target({ person: 'p9', name: 'Boris Malik', phone: '+17205550199' });
    await box.add(entry({ state: 'moved', to: boris, text: 'Waiting for you' }));
    expect(await screen.findByText(/Your text to Boris Malik is not sent/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Keep as draft' }));
    await waitFor(() => expect(screen.queryByText(/Boris Malik/)).toBeNull());
    expect(drafts.of('w1|p9|+17205550199').value.text).toBe('Waiting for you');
  });

  it('offers an auditor nothing that changes anything', () => {
    app(
      (store) => {
        store.session.value = session({ role: 'auditor', may_send: false });
      },
      beside({
        verdict: verdict({
          state: 'stop',
          code: 'role_may_not_send',
          title: 'You can read, not send',
        }),
      }),
    );
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.queryByRole('button', { name: /note/i })).toBeNull();
  });
});
