import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem, Unreachable } from '../../../src/sidebar/api';
// What comes lazily is here already: loading it from source takes longer than a test waits.
import '../../../src/sidebar/ui/templates/Propose';
import { OwnText } from '../../../src/sidebar/ui/templates/OwnText';
import { expectAccessible } from '../axe';
import { makeDesk, show } from '../desk';
import { beside, ME, text } from '../make';

afterEach(cleanup);

const SENT = text({
  seq: 7,
  direction: 'out',
  author: ME,
  state: 'delivered',
  text: 'Hi Anna, the gate at Alpine Dental is open.',
});

const EARLIER = {
  template_id: 'tpl8',
  name: 'On my way',
  state: 'sent_back',
  state_words: 'Sent back',
  at: '2026-11-17T10:00:00Z',
  words: 'Say who you are',
};

function open(item = SENT) {
  const post = vi.fn(async (_body: unknown) => ({}));
  const json = vi.fn(async (method: string, _path: string, wish?: { body?: unknown }) =>
    method === 'GET' ? { items: [EARLIER] } : post(wish?.body),
  );
  const made = makeDesk({ api: { json: json as never }, beside: beside() });
  return { ...made, post, ...show(made.desk, <OwnText item={item} />) };
}

const asked = () => screen.queryByRole('button', { name: 'Propose as template' });
const field = (name: string | RegExp) => screen.getByRole<HTMLInputElement>('textbox', { name });
const input = (element: Element, value: string) => fireEvent.input(element, { target: { value } });
async function opened(item = SENT) {
  const made = open(item);
  fireEvent.click(asked() as Element);
  await screen.findByRole('dialog', { name: 'Propose as template' });
  return made;
}
const propose = () => fireEvent.click(screen.getByRole('button', { name: 'Propose' }));

describe('proposing a text of one’s own', () => {
  it('is offered once it went, and for one’s own alone', () => {
    open();
    expect(asked()).toBeTruthy();
    cleanup();
    open({ ...SENT, state: 'held' });
    expect(asked()).toBeNull();
    cleanup();
    open({ ...SENT, author: { id: 'm9', name: 'Kim Okafor', initials: 'KO' } });
    expect(asked()).toBeNull();
  });

  it('turns what is one person’s back into merge fields, and sends the words as edited', async () => {
    const { post, store } = await opened();
    expect(field('Text').value).toBe('Hi {{first_name|there}}, the gate at {{company}} is open.');
    await waitFor(() => expect(document.activeElement).toBe(field('Name')));
    input(field('Name'), 'Gate is open');
    input(field('Text'), 'Hi {{first_name|there}}, the gate is open.');
    input(field(/A word to the admin/), 'They always ask');
    propose();
    await waitFor(() =>
      expect(post).toHaveBeenCalledWith({
        message: SENT.id,
        name: 'Gate is open',
        body: 'Hi {{first_name|there}}, the gate is open.',
        folder: '',
        note: 'They always ask',
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(store.toast.value?.words).toBe('Proposed. An admin will look at it.');
  });

  it('says beside the field what is wrong, and loses no word', async () => {
    const { post } = await opened();
    post.mockRejectedValueOnce(new Problem(409, 'template_name_taken', 'Another one has it.'));
    input(field('Name'), 'Gate is open');
    propose();
    expect(await screen.findByText('Another one has it.')).toBeTruthy();
    expect(field('Name').getAttribute('aria-invalid')).toBe('true');
    expect(document.activeElement).toBe(field('Name'));
    expect(field('Name').value).toBe('Gate is open');
  });

  it('says when the server can not be reached', async () => {
    const { post } = await opened();
    post.mockRejectedValueOnce(new Unreachable());
    input(field('Name'), 'Gate is open');
    propose();
    expect((await screen.findByRole('alert')).textContent).toContain('Nothing was proposed');
    expect(field('Name').value).toBe('Gate is open');
  });

  it('tells what became of earlier ones', async () => {
    await opened();
    expect(await screen.findByText('Sent back: “Say who you are”')).toBeTruthy();
  });

  it('is accessible', async () => {
    const { container } = await opened();
    await expectAccessible(container);
  });
});
