import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../axe';
import { entry, failure, happened, note, PRIYA, person, phone, text } from '../make';
import { log, names, talk } from './talk';

afterEach(cleanup);

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

  it('marks a text that has not arrived whole', () => {
    const words = 'A part of this text has not arrived.';
    const mark = { code: 'parts_missing' as const, words };
    const gap = 'It was the best of ti […] st of times';
    talk([text({ seq: 1, direction: 'in', text: gap, mark })]);
    expect(screen.getByText(words)).toBeTruthy();
    expect(names()).toEqual(['(Today)', `Anna Fernández, TIME: ${gap} — Received. ${words}`]);
  });

  it('says why a text did not arrive, and what to do', () => {
    const lost = text({ seq: 1, text: 'Lost', state: 'undelivered', failure: failure() });
    const { drafts } = talk([lost]);
    const bubble = screen.getByRole('listitem', {
      name: /Lost — Not delivered: Phone out of reach. The phone was off\./,
    });
    expect(within(bubble).getByRole('link', { name: 'Call' }).getAttribute('href')).toBe(
      'tel:+17205550142',
    );
    fireEvent.click(within(bubble).getByRole('button', { name: 'Write again' }));
    expect(drafts.of('w1|p1|+17205550142').value.text).toBe('Lost');
  });

  it('offers what helps against the reason, and nothing else', async () => {
    const bad = failure({ code: 'bad_number', next: ['other_number', 'call'] });
    const office = phone({ e164: '+17205550170', display: '+1 720 555 0170', label: 'office' });
    const { drafts, painter } = talk(
      [text({ seq: 1, text: 'Lost', state: 'failed', failure: bad })],
      {
        people: [person({ phones: [phone(), office] })],
      },
    );
    expect(screen.queryByRole('button', { name: 'Write again' })).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Use +1 720 555 0170' }));
    expect(drafts.of('w1|p1|+17205550170').value.text).toBe('Lost');
    await waitFor(() => expect(painter.pin).toHaveBeenCalledWith({ phone: '+17205550170' }));
  });

  it('asks whether a text in doubt was sent', async () => {
    const doubt = failure({ code: 'may_have_been_sent', next: ['settle'] });
    const { api } = talk([text({ seq: 1, id: 'x1', state: 'uncertain', failure: doubt })]);
    fireEvent.click(screen.getByRole('button', { name: 'It was not sent' }));
    await waitFor(() => expect(api.settle).toHaveBeenCalledWith('x1', 'not_sent'));
  });

  it('says when a scheduled text goes; any colleague can send it now or take it back', async () => {
    const later = text({
      seq: 1,
      id: 'x1',
      text: 'See you Tuesday',
      state: 'held',
      send_at: '2026-11-24T15:00:00.000Z',
      author: { id: 'm2', name: 'Priya Nair', initials: 'PN' },
    });
    const { drafts } = talk([later]);
    const bubble = screen.getByRole('listitem', {
      name: /See you Tuesday — Scheduled for Tue, Nov 24/,
    });
    expect(bubble.textContent).not.toContain('Undo');
    fireEvent.click(within(bubble).getByRole('button', { name: 'Edit' }));
    await waitFor(() => expect(drafts.of('w1|p1|+17205550142').value.text).toBe('See you Tuesday'));
    cleanup();
    const { api } = talk([later]);
    fireEvent.click(screen.getByRole('button', { name: 'Send now' }));
    await waitFor(() => expect(api.sendNow).toHaveBeenCalledWith('x1'));
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
        text({ seq: 5, state: 'failed', failure: failure({ next: ['other_number', 'call'] }) }),
      ],
      { unread_after: 1 },
    );
    await box.add(entry({ state: 'failed', problem: 'No such line' }));
    await screen.findByRole('listitem', { name: /No such line/ });
    await expectAccessible(container);
  });
});
