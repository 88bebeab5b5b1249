import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../src/sidebar/api';
import { draftKey } from '../../../src/sidebar/target';
import { Composer } from '../../../src/sidebar/ui/Composer';
import { PersonView } from '../../../src/sidebar/ui/PersonView';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { beside, page, person, phone, STOP, target, template, text } from '../make';

afterEach(cleanup);

type Options = NonNullable<Parameters<typeof makeDesk>[0]>;

function compose(options: Options = {}) {
  const made = makeDesk(options);
  const ui = () => {
    const shown = made.store.snapshot.value;
    return shown === null ? null : <PersonView snapshot={shown} dimmed={false} />;
  };
  const Live = () => ui();
  show(made.desk, <Live />);
  return made;
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });
const send = () => screen.getByRole<HTMLButtonElement>('button', { name: 'Send' });
const type = (words: string) => fireEvent.input(field(), { target: { value: words } });
const click = (element: Element) => fireEvent.click(element, { detail: 1 });
const modEnter = (on: Element = field()) => fireEvent.keyDown(on, { key: 'Enter', ctrlKey: true });

describe('sending', () => {
  it('shows a bubble at once and gives the server one press with what was seen', async () => {
    const { api } = compose({
      beside: beside({ timeline: page(text({ seq: 7, direction: 'in' })) }),
    });
    await type('On my way');
    click(send());
    expect(await screen.findByRole('listitem', { name: /You, .*On my way/ })).toBeTruthy();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({
      text: 'On my way',
      person: 'p1',
      phone: '+17205550142',
      line: 'l1',
      seen: 7,
      pending: [],
    });
    expect(field().value).toBe('');
  });

  it('is one text for a double click, and for a click and a key', async () => {
    const { api } = compose();
    await type('Once');
    const button = send();
    click(button);
    click(button);
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalled());
    expect(api.send).toHaveBeenCalledTimes(1);
  });

  it('names its own texts that had no number yet', async () => {
    const { api } = compose();
    api.send.mockReturnValueOnce(new Promise(() => undefined));
    await type('First');
    modEnter();
    await screen.findByRole('listitem', { name: /First/ });
    await type('Second');
    modEnter();
    await waitFor(() => expect(screen.getByRole('listitem', { name: /Second/ })).toBeTruthy());
    const box = await chrome.storage.local.get(null);
    const entries = Object.values(
      box as Record<string, { d: { text: string; key: string; pending: string[] } }>,
    )
      .map((stored) => stored.d)
      .filter((one) => 'pending' in one);
    const first = entries.find((one) => one.text === 'First');
    expect(entries.find((one) => one.text === 'Second')?.pending).toEqual([first?.key]);
  });

  it('does nothing while the record is not resolved', async () => {
    const { api, store } = compose();
    await type('To whom?');
    store.subject.value = {
      key: 'k2',
      ref: { crm: 'sample', account: 'acme', type: 'contact', id: '2' },
      turn: 2,
    };
    await waitFor(() => expect(send().disabled).toBe(true));
    modEnter();
    expect(api.send).not.toHaveBeenCalled();
    expect(field().value).toBe('To whom?');
  });

  it('never goes to a person who is not painted', async () => {
    const { actions, api } = makeDesk();
    const went = await actions.send(target({ person: 'p2', phone: '+17205550143' }), {
      text: 'x',
      template: null,
    });
    expect(went).toBe(false);
    expect(api.send).not.toHaveBeenCalled();
  });

  it('waits until the page has said whose record is open; if it is another, nothing goes', async () => {
    const { api, page, store } = compose();
    await type('For the one before');
    page.look.mockImplementationOnce(async () => {
      store.subject.value = {
        key: 'k2',
        ref: { crm: 'sample', account: 'acme', type: 'contact', id: '2' },
        turn: 2,
      };
      return true;
    });
    modEnter();
    await waitFor(() => expect(store.toast.value?.words).toContain('another record is open'));
    expect(api.send).not.toHaveBeenCalled();
    expect(field().value).toBe('For the one before');
  });

  it('is held, and its words kept, while the page does not answer', async () => {
    const { api, page, store } = compose();
    let answer: (looked: boolean) => void = () => undefined;
    const looked = new Promise<boolean>((resolve) => {
      answer = resolve;
    });
    page.look.mockReturnValueOnce(looked);
    await type('Anybody there?');
    modEnter();
    await waitFor(() => expect(field().readOnly).toBe(true));
    answer(false);
    await waitFor(() => expect(store.toast.value?.words).toContain('does not answer'));
    expect(api.send).not.toHaveBeenCalled();
    expect([field().value, field().readOnly]).toEqual(['Anybody there?', false]);
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
  });

  it('later is one key further: the times are theirs, and the text carries the one chosen', async () => {
    const { api, desk } = compose({ now: Date.parse('2026-11-24T16:02:00Z') });
    await type('See you then');
    fireEvent.click(screen.getByRole('button', { name: 'Send later' }));
    const times = screen.getByRole('dialog', { name: 'Send later' });
    expect(times.textContent).toContain('Their time, in Denver');
    await expectAccessible(times);
    fireEvent.click(within(times).getByRole('button', { name: /This evening\s*6:00 PM/ }));
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({ send_at: '2026-11-25T01:00:00.000Z' });
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(desk.clock.now()).toBe(Date.parse('2026-11-24T16:02:00Z'));
  });

  it('at another time takes what the field says, and nothing that is past', async () => {
    const { api } = compose({ now: Date.parse('2026-11-24T16:02:00Z') });
    await type('See you then');
    fireEvent.click(screen.getByRole('button', { name: 'Send later' }));
    const other = screen.getByLabelText('Another time');
    const schedule = screen.getByRole<HTMLButtonElement>('button', { name: 'Schedule' });
    fireEvent.input(other, { target: { value: '2026-11-20T09:15' } });
    await waitFor(() => expect(schedule.disabled).toBe(true));
    fireEvent.input(other, { target: { value: '2026-12-01T09:15' } });
    await waitFor(() => expect(schedule.disabled).toBe(false));
    fireEvent.click(schedule);
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({ send_at: '2026-12-01T16:15:00.000Z' });
  });

  it('later asks once more, too, when the button is not provably visible', async () => {
    const { api } = compose({ sight: 'unsure', now: Date.parse('2026-11-24T16:02:00Z') });
    await type('Covered');
    fireEvent.click(screen.getByRole('button', { name: 'Send later' }));
    const evening = screen.getByRole('button', { name: /This evening/ });
    click(evening);
    expect((await screen.findByRole('alert')).textContent).toContain('cover');
    expect(api.send).not.toHaveBeenCalled();
    click(evening);
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
  });

  it('later is left with Escape, and the words stay', async () => {
    compose();
    await type('Not yet');
    fireEvent.click(screen.getByRole('button', { name: 'Send later' }));
    fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(field().value).toBe('Not yet');
    expect(document.activeElement).toBe(field());
  });

  it('asks once more when the button is not provably visible; the keyboard need not ask', async () => {
    const { api } = compose({ sight: 'unsure' });
    await type('Covered');
    click(send());
    expect((await screen.findByRole('alert')).textContent).toContain('cover');
    expect(api.send).not.toHaveBeenCalled();
    click(send());
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    await type('By key');
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(2));
  });

  it('to someone new says who it is', async () => {
    const record = { crm: 'sample', account: 'acme', type: 'contact' as const, id: '1' };
    const { api } = compose({
      beside: beside({
        state: 'new',
        people: [],
        person_id: null,
        new_name: 'Marta Ruiz',
        page_phones: [phone({ e164: '+13035550123', display: '+1 303 555 0123' })],
        thread: { id: null, line_id: 'l1', phone: '+13035550123', person_id: null },
      }),
    });
    await type('Hello');
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalled());
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({
      person: null,
      new_person: { name: 'Marta Ruiz', record },
      phone: '+13035550123',
    });
  });
});

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
    expect(screen.getByText('5 of 160 characters, 1 text')).toBeTruthy();
    await type(CURLY);
    expect(screen.getByText('86 of 134 characters, 2 texts')).toBeTruthy();
  });

  it('names the character that makes it longer, and one press mends it', async () => {
    compose();
    await type(CURLY);
    expect(screen.getByText(/The curly ’ makes it 2 texts/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: "Use ' and send 1" }));
    expect(field().value).toBe(CURLY.replace('’', "'"));
    await type(CURLY);
    fireEvent.keyDown(field(), { key: 'p', code: 'KeyP', altKey: true });
    await waitFor(() => expect(field().value).toBe(CURLY.replace('’', "'")));
  });

  it('stops what is too long and what has an open field', async () => {
    compose();
    await type('x'.repeat(1601));
    await waitFor(() => expect(send().disabled).toBe(true));
    await type('See you {{visit.time}}');
    await waitFor(() => expect(send().disabled).toBe(true));
    expect(screen.getByText('Fill in the visit time first.')).toBeTruthy();
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

describe('the line', () => {
  it('is always said, with name and number, and picked like any menu', () => {
    const { painter } = compose();
    const line = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Line' });
    expect([...line.options].map((option) => option.text)).toEqual([
      'Denver Sales · +1 720 555 0100',
      'Gulf Branch · +1 850 555 0111 (an admin paused it)',
    ]);
    fireEvent.change(line, { target: { value: 'l2' } });
    expect(painter.pin).toHaveBeenCalledWith({ line: 'l2' });
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
