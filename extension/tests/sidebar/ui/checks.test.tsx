/** What the composer says about a draft while it is written, and what one press does about it. */
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../../src/sidebar/api';
import { draftKey } from '../../../src/sidebar/target';
import { expectAccessible } from '../axe';
import { help, LINES, page, reason, target, text, verdict } from '../make';
import { does, said, says, strip, write } from './advised';
import { click, field, modEnter, send, type } from './compose';

afterEach(cleanup);

const CARD = '4242 4242 4242 4242';
describe('what must not go by text', () => {
  it('keeps Send from being pressed, with the reason as its description', async () => {
    const { api } = write();
    await type(`My card is ${CARD}, thanks`);
    await says(/A card number ending 4242/);
    await waitFor(() => expect(send().disabled).toBe(true));
    const id = send().getAttribute('aria-describedby') ?? '';
    expect(document.getElementById(id)?.textContent).toContain('A card number ending 4242');
    expect(send().title).toBe('A card number ending 4242');
    modEnter();
    await waitFor(() =>
      expect(screen.getByRole('status', { name: 'About the words' }).textContent).toBe('1 problem'),
    );
    expect(api.send).not.toHaveBeenCalled();
  });

  it('is looked for once more at the press, also before the first pause', async () => {
    const { api, store } = write();
    await type(`Card: ${CARD}`);
    modEnter();
    await waitFor(() => expect(store.toast.value?.words).toContain('A card number ending 4242'));
    expect(api.send).not.toHaveBeenCalled();
    expect(field().value).toBe(`Card: ${CARD}`);
  });

  it('is never repeated in what is said about it (X-3)', async () => {
    write();
    await type('Her SSN is 219-09-9999 and the password is hunter2!x');
    await says(/social security number/);
    const words = (await strip()).textContent ?? '';
    expect(words).not.toMatch(/219|9999|hunter2/);
  });

  it('can be something else, the rep says; then the server decides', async () => {
    const { api } = write();
    await type('Her SSN is 219-09-9999');
    await says(/social security number/);
    expect(send().disabled).toBe(true);
    fireEvent.click(await does(/It is something else/));
    await says(/The server decides/);
    await waitFor(() => expect(send().disabled).toBe(false));
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
  });

  it('is never something else where it is a card (X-6)', async () => {
    write();
    await type(`Card: ${CARD}`);
    await says(/A card number/);
    expect(within(await strip()).queryByRole('button', { name: /something else/ })).toBeNull();
  });

  it('is of no matter in a note', async () => {
    write();
    fireEvent.click(screen.getByRole('button', { name: 'Note' }));
    await type('Reply with END to confirm');
    await waitFor(() => expect(screen.getByRole('button', { name: /Add note/ })).toBeTruthy());
    expect(screen.queryByRole('region', { name: 'About the words' })).toBeNull();
  });
});

describe('a hint', () => {
  it('stands in the order of weight, three at most, and says how many there are', async () => {
    write({ plain_words: { ETA: 'arrival time' } });
    await type(
      'HELLO THERE EVERYBODY!!! See bit.ly/x1y and http://other.example ETA?? When? Where?',
    );
    await says(/Carriers block this short link/);
    const items = within(await strip()).getAllByRole('listitem');
    expect(items).toHaveLength(3);
    expect(items[0]?.className).toBe('is-block');
    expect(said()).toMatch(/^1 problem, \d warnings?(, \d hints?)?$/);
    fireEvent.click(await does(/^\d more$/));
    expect(within(await strip()).getAllByRole('listitem').length).toBeGreaterThan(3);
  });

  it('is mended by one press, and Mod+Z takes that back', async () => {
    write();
    await type('Great news!!!');
    await says(/One mark is enough|One exclamation mark/);
    fireEvent.click(await does(/^Fix/));
    expect(field().value).toBe('Great news!');
    expect(document.activeElement).toBe(field());
    await waitFor(() => expect(said()).toContain('Undo takes it back'));
    fireEvent.keyDown(field(), { key: 'z', ctrlKey: true });
    await waitFor(() => expect(field().value).toBe('Great news!!!'));
  });

  it('says why, shows where, and can be dismissed for this draft', async () => {
    write();
    await type('Details: http://northside.example/visit');
    await says(/The link is not secure/);
    fireEvent.click(await does(/^Why/));
    await says(/Browsers warn of http/);
    fireEvent.click(await does(/^Show/));
    const chosen = field().value.slice(field().selectionStart, field().selectionEnd);
    expect(chosen).toContain('northside.example');
    fireEvent.click(await does(/^Dismiss/));
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'About the words' })).toBeNull(),
    );
    expect(document.activeElement).toBe(field());
  });

  it('cannot be dismissed where it is grave', async () => {
    write();
    await type('Reply CANCEL to move the visit');
    await says(/opts people out/);
    expect(within(await strip()).queryByRole('button', { name: /Dismiss/ })).toBeNull();
  });

  it('takes no focus, and Escape leads back to the words', async () => {
    const { page: tab } = write();
    field().focus();
    await type('Great news!!!');
    const fix = await does(/^Fix/).catch(async () => {
      await says(/One/);
      return does(/^Fix/);
    });
    expect(document.activeElement).toBe(field());
    fix.focus();
    fireEvent.keyDown(fix, { key: 'Escape' });
    expect(document.activeElement).toBe(field());
    expect(tab.tell).not.toHaveBeenCalledWith('blur', {});
  });
});

describe('a refusal of the words by the server', () => {
  const REFUSED = verdict({
    state: 'stop',
    code: 'content_risky_content',
    title: 'Carriers may filter this',
    reasons: [
      reason({
        code: 'content_risky_content',
        words: 'Say “vodka” in another way.',
        remedies: [help('edit_text', 'Change the text')],
      }),
    ],
  });

  it('gives the words back and says what is wrong beside them', async () => {
    const { api, drafts } = write();
    api.send.mockRejectedValueOnce(new Problem(409, 'refused', 'No', { verdict: REFUSED }));
    await type('Bring the bottle');
    modEnter();
    await waitFor(() => expect(field().value).toBe('Bring the bottle'));
    await says(/The server did not take it/);
    await says(/in another way/);
    expect(drafts.of(draftKey('w1', target())).value.text).toBe('Bring the bottle');
    expect(send().disabled).toBe(false);
  });
});

describe('the checks', () => {
  it('are accessible: with hints, a grave one, characters and a first text', async () => {
    const { container } = write(
      { first_to_number: true },
      { lines: LINES, timeline: page(text({ seq: 1 })) },
    );
    await screen.findByText(/we add/);
    await type(`Reply CANCEL or pay ${CARD} now!!! “See” http://other.example 🎉`.repeat(2));
    await says(/A card number/);
    await expectAccessible(container);
    fireEvent.click(await does(/^Why: A card/));
    fireEvent.click(await screen.findByRole('button', { name: 'Show it' }));
    await expectAccessible(container);
  });

  it('let a text go where they can not be had', async () => {
    const { api } = write();
    vi.useRealTimers();
    await type('An ordinary answer');
    click(send());
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
  });
});
