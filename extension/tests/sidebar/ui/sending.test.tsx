import { cleanup, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { makeDesk } from '../desk';
import { beside, page, phone, target, text } from '../make';
import { click, compose, field, modEnter, send, type } from './compose';

afterEach(cleanup);

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
