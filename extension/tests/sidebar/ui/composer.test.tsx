import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../src/sidebar/api';
import { draftKey } from '../../../src/sidebar/target';
import { Composer } from '../../../src/sidebar/ui/Composer';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { beside, page, person, STOP, target, template, text } from '../make';
import { compose, field, modEnter, send, type } from './compose';

afterEach(cleanup);

describe('when somebody wrote since', () => {
  const moved = () =>
    compose({
      api: {
        send: vi.fn().mockRejectedValueOnce(
          new Problem(409, 'thread_moved', 'Anna wrote since', {
            items: [text({ seq: 700, direction: 'in', text: 'Friday instead?' })],
            seen: 700,
          }),
        ) as never,
      },
    });

  it('the text is held with what is new, and one key sends it anyway', async () => {
    const { api } = moved();
    await type('See you Thursday');
    modEnter();
    expect((await screen.findByRole('alert')).textContent).toContain('Anna wrote since.');
    expect(
      screen.getByRole('listitem', { name: /Anna Fernández, .*Friday instead\?/ }),
    ).toBeTruthy();
    api.send.mockResolvedValueOnce(text({ seq: 701, text: 'See you Thursday' }));
    modEnter(document.body);
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(2));
    const [[first], [again]] = api.send.mock.calls as [
      [{ client_key: string }],
      [{ client_key: string; seen: number }],
    ];
    expect(again.client_key).toBe(first.client_key);
    expect(again.seen).toBe(700);
  });

  it('Escape gives the words back', async () => {
    moved();
    await type('See you Thursday');
    modEnter();
    await screen.findByRole('alert');
    fireEvent.keyDown(document.body, { key: 'Escape' });
    await waitFor(() => expect(field().value).toBe('See you Thursday'));
  });
});

describe('Undo', () => {
  it('is a button on the bubble; the words come back to the draft', async () => {
    const { api } = compose();
    await type('Too fast');
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalled());
    const bubble = await screen.findByRole('listitem', { name: /Too fast/ });
    await waitFor(() => expect(bubble.dataset.status).toBe('held'));
    api.undo.mockResolvedValueOnce(
      text({
        seq: 501,
        id: bubble.dataset.id ?? '',
        text: 'Too fast',
        state: 'canceled',
        version: 2,
      }),
    );
    fireEvent.click(within(bubble).getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(field().value).toBe('Too fast'));
    expect(screen.queryByRole('listitem', { name: /Too fast/ })).toBeNull();
  });

  it('is Mod+Z in an empty message', async () => {
    const { api } = compose({
      beside: beside({ timeline: page(text({ seq: 9, state: 'held', text: 'Held' })) }),
    });
    await type('a');
    fireEvent.keyDown(field(), { key: 'z', ctrlKey: true });
    expect(api.undo).not.toHaveBeenCalled();
    await type('');
    fireEvent.keyDown(field(), { key: 'z', ctrlKey: true });
    await waitFor(() => expect(api.undo).toHaveBeenCalledWith('i00009'));
  });
});

describe('the meter', () => {
  const CURLY =
    'Great, see you Thursday at 10:30. I’ll bring the trays; our director Maya Lindt signs.';

  it('counts as the carrier does, at each key', async () => {
    compose();
    await type('Hello');
    expect(await screen.findByText('5 of 160 characters, 1 text')).toBeTruthy();
    await type(CURLY);
    expect(screen.getByText('86 of 134 characters, 2 texts')).toBeTruthy();
  });

  it('stops what is too long and what has an open field', async () => {
    compose();
    await type('x'.repeat(1601));
    await waitFor(() => expect(send().disabled).toBe(true));
    await type('See you {{visit.time}}');
    await waitFor(() => expect(send().disabled).toBe(true));
    expect(await screen.findByText('A blank is not filled in.')).toBeTruthy();
  });
});

describe('a note', () => {
  it('is never a text', async () => {
    const { api } = compose();
    fireEvent.click(screen.getByRole('button', { name: 'Note' }));
    await type('Prefers calls');
    expect(screen.queryByRole('button', { name: 'Send' })).toBeNull();
    api.note.mockResolvedValueOnce({
      kind: 'note',
      id: 'n1',
      seq: 600,
      at: new Date().toISOString(),
      person_id: 'p1',
      text: 'Prefers calls',
      author: null,
      client_key: null,
      version: 1,
    });
    modEnter();
    await waitFor(() =>
      expect(api.note).toHaveBeenCalledWith(
        'p1',
        expect.objectContaining({ text: 'Prefers calls' }),
      ),
    );
    expect(api.send).not.toHaveBeenCalled();
    await waitFor(() => expect(screen.getByRole('button', { name: 'Send' })).toBeTruthy());
  });
});

describe('where texting is closed', () => {
  const closed = () =>
    compose({ beside: beside({ verdict: STOP, timeline: page(text({ seq: 1 })) }) });

  it('the composer gives way to the reason and a call; history stays', () => {
    closed();
    expect(screen.queryByRole('textbox')).toBeNull();
    expect(screen.getByRole('status', { name: 'Verdict' }).textContent).toContain(
      'Anna asked not to be texted',
    );
    expect(screen.getByRole('link', { name: 'Call Anna' }).getAttribute('href')).toBe(
      'tel:+17205550142',
    );
    expect(screen.getByRole('listitem', { name: /text 1/ })).toBeTruthy();
  });

  it('a refused text says why and is in the draft again', async () => {
    const { api, drafts } = compose();
    api.send.mockRejectedValueOnce(new Problem(409, 'refused', 'No', { verdict: STOP }));
    await type('Too late');
    modEnter();
    await waitFor(() => expect(screen.getByText('Draft kept:')).toBeTruthy());
    expect(drafts.of(draftKey('w1', target())).value.text).toBe('Too late');
  });
});

describe('Escape', () => {
  it('gives the focus back to the page', () => {
    const { page: tab } = compose();
    field().focus();
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(tab.tell).toHaveBeenCalledWith('blur', {});
    expect(document.activeElement).not.toBe(field());
  });
});

describe('the composer', () => {
  it('is accessible: empty, written, as a note, held and closed', async () => {
    const { desk } = makeDesk({ templates: [template()] });
    const one = beside({ people: [person({ owner: null })] });
    const { rerender, container } = show(
      desk,
      <Composer beside={one} target={target()} workspace="w1" />,
    );
    await expectAccessible(container);
    await type('Fine – see you');
    await expectAccessible(container);
    fireEvent.click(screen.getByRole('button', { name: 'Note' }));
    await expectAccessible(container);
    expect(rerender).toBeTruthy();
  });
});
