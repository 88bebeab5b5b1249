import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { Timeline } from '../../../src/sidebar/ui/Timeline';
import type { TimelineItem } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { beside, entry, happened, note, PRIYA, page, target, text } from '../make';

afterEach(cleanup);

function talk(items: TimelineItem[], change: Parameters<typeof beside>[0] = {}) {
  const made = makeDesk({ beside: beside({ timeline: page(...items), ...change }) });
  const Live = () => {
    const snapshot = made.store.snapshot.value;
    return snapshot === null ? null : <Timeline snapshot={snapshot} target={target()} />;
  };
  return { ...made, ...show(made.desk, <Live />) };
}

const log = () => screen.getByRole('log', { name: 'Conversation' });
const names = () =>
  within(log())
    .getAllByRole('listitem')
    .map(
      (item) =>
        item.getAttribute('aria-label')?.replace(/\d+:\d+\s[AP]M/, 'TIME') ??
        `(${item.textContent})`,
    );

describe('the conversation', () => {
  it('says of each text who, when, what, and what became of it', () => {
    talk([
      text({ seq: 1, text: 'Hi Anna' }),
      text({ seq: 2, author: PRIYA, text: 'Priya here', state: 'submitted' }),
      text({ seq: 3, direction: 'in', text: 'Hello both' }),
    ]);
    expect(names()).toEqual([
      '(Today)',
      'You, TIME: Hi Anna — Delivered',
      'Priya Nair, TIME: Priya here — Sent',
      'Anna Fernández, TIME: Hello both — Received',
    ]);
  });

  it('says why a text did not arrive, and what to do', () => {
    const failure = { code: 'unreachable', words: 'The phone was off.' };
    const { drafts } = talk([text({ seq: 1, text: 'Lost', state: 'undelivered', failure })]);
    const bubble = screen.getByRole('listitem', {
      name: /Lost — Not delivered: The phone was off\./,
    });
    expect(within(bubble).getByRole('link', { name: 'Call' }).getAttribute('href')).toBe(
      'tel:+17205550142',
    );
    fireEvent.click(within(bubble).getByRole('button', { name: 'Send again' }));
    expect(drafts.of('w1|p1|+17205550142').value.text).toBe('Lost');
  });

  it('tells notes and events in place', () => {
    talk([
      note({ seq: 1, text: 'Budget is signed off' }),
      happened({ seq: 2, words: 'Anna asked to stop' }),
    ]);
    expect(names().slice(1)).toEqual([
      'Note by Priya Nair, TIME: Budget is signed off',
      'TIME: Anna asked to stop',
    ]);
  });

  it('marks what is new', () => {
    talk([text({ seq: 1, direction: 'in' }), text({ seq: 9, direction: 'in' })], {
      unread_after: 5,
    });
    expect(names()).toEqual([
      '(Today)',
      expect.stringContaining('text 1'),
      '(New)',
      expect.stringContaining('text 9'),
    ]);
  });

  it('shows markup as the characters it is, and links to https alone', () => {
    talk([
      text({
        seq: 1,
        direction: 'in',
        text: '<img src=x onerror=alert(1)> https://a.example javascript:b',
      }),
    ]);
    expect(log().querySelector('img')).toBeNull();
    const links = within(log()).getAllByRole('link');
    expect(
      links.map((link) => [
        link.getAttribute('href'),
        link.getAttribute('rel'),
        link.getAttribute('target'),
      ]),
    ).toEqual([['https://a.example/', 'noopener noreferrer', '_blank']]);
  });

  it('replaces a waiting bubble by the text it became, in the same place', async () => {
    const { box, events } = talk([]);
    await box.add(entry({ key: 'abcdefgh', text: 'One bubble' }));
    await screen.findByRole('listitem', { name: /One bubble — Sending/ });
    events.items([
      text({ seq: 5, text: 'One bubble', client_key: 'abcdefgh', state: 'delivered' }),
    ]);
    await waitFor(() => expect(names()).toContain('You, TIME: One bubble — Delivered'));
    expect(within(log()).getAllByText('One bubble')).toHaveLength(1);
  });

  it('counts what arrives while the reader is further up, and goes there in one press', async () => {
    const { events } = talk(Array.from({ length: 30 }, (_, i) => text({ seq: i + 1 })));
    const view = log();
    Object.defineProperty(view, 'scrollHeight', { value: 3000, configurable: true });
    Object.defineProperty(view, 'clientHeight', { value: 500, configurable: true });
    view.scrollTop = 900;
    fireEvent.scroll(view);
    events.items([text({ seq: 40, direction: 'in' })]);
    expect(await screen.findByRole('button', { name: '1 new' })).toBeTruthy();
    events.items([text({ seq: 41, direction: 'in' })]);
    fireEvent.click(await screen.findByRole('button', { name: '2 new' }));
    await waitFor(() => expect(screen.queryByRole('button', { name: /new/ })).toBeNull());
    expect(view.scrollTop).toBe(3000);
  });

  it('asks for older pages near the top, and does not jump when they come', async () => {
    const { painter, store } = talk(
      Array.from({ length: 30 }, (_, i) => text({ seq: i + 100 })),
      {},
    );
    const shown = store.snapshot.peek();
    if (shown === null) throw new Error('nothing is painted');
    const view = log();
    let height = 3000;
    Object.defineProperty(view, 'scrollHeight', { get: () => height, configurable: true });
    Object.defineProperty(view, 'clientHeight', { value: 500, configurable: true });
    store.snapshot.value = { ...shown, timeline: { ...shown.timeline, older: 'cursor' } };
    await screen.findByRole('button', { name: 'Older messages' });
    view.scrollTop = 100;
    fireEvent.scroll(view);
    expect(painter.older).toHaveBeenCalled();
    height = 5000;
    store.snapshot.value = {
      ...shown,
      timeline: { items: [text({ seq: 1 }), ...shown.timeline.items], older: null },
    };
    await waitFor(() => expect(view.scrollTop).toBe(2100));
  });

  it('is accessible with everything in it', async () => {
    const { container, box } = talk(
      [
        note({ seq: 1 }),
        happened({ seq: 2 }),
        text({ seq: 3, direction: 'in' }),
        text({ seq: 4, state: 'held', undo_until: '2026-11-22T12:00:09.000Z' }),
        text({ seq: 5, state: 'failed', failure: { code: 'content', words: 'Blocked.' } }),
      ],
      { unread_after: 1 },
    );
    await box.add(entry({ state: 'failed', problem: 'No such line' }));
    await screen.findByRole('listitem', { name: /No such line/ });
    await expectAccessible(container);
  });
});
