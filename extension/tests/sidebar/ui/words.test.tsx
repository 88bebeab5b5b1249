/** What words cost, and what the first of them to somebody get besides. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { write } from './advised';
import { field, modEnter, type } from './compose';

afterEach(cleanup);

describe('characters that cost', () => {
  const CURLY =
    'Great, see you Thursday at 10:30. I’ll bring the trays; our director Maya Lindt signs.';

  it('are named with what they cost, replaced by one press, and the text as typed goes along', async () => {
    const { api } = write();
    await type(CURLY);
    expect(await screen.findByText('It is 2 texts because of the curly ’.')).toBeTruthy();
    expect(screen.getByText("the curly ’ becomes '")).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Replace: 1 text' }));
    await waitFor(() => expect(field().value).toBe(CURLY.replace('’', "'")));
    await type(`${field().value} Bye`);
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalled());
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({
      text: `${CURLY.replace('’', "'")} Bye`,
      typed: `${CURLY} Bye`,
    });
  });

  it('are one key away', async () => {
    write();
    await type(CURLY);
    await screen.findByText('It is 2 texts because of the curly ’.');
    fireEvent.keyDown(field(), { key: 'p', code: 'KeyP', altKey: true });
    await waitFor(() => expect(field().value).toBe(CURLY.replace('’', "'")));
  });

  it('are said where nothing plain stands for them', async () => {
    write();
    await type(`${CURLY.replace('’', '')} 🎉 ę`);
    expect(
      await screen.findByText(
        'It is 2 texts because of 🎉, ę. Nothing plain can be written instead.',
      ),
    ).toBeTruthy();
  });
});

describe('the first text', () => {
  it('gets the name and the opt-out line, which is said before and sent', async () => {
    const { api } = write({ first_to_number: true });
    expect(
      await screen.findByText(/we add “Northside Supply: …” and “Reply STOP to opt out\.”/),
    ).toBeTruthy();
    await type('Your trays are ready.');
    fireEvent.click(await screen.findByRole('button', { name: 'Show it' }));
    const whole = 'Northside Supply: Your trays are ready. Reply STOP to opt out.';
    expect(screen.getByRole('region', { name: 'The text as it leaves' }).textContent).toBe(whole);
    expect(screen.getByText(`${whole.length} of 160 characters, 1 text`)).toBeTruthy();
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({ text: whole, typed: null });
    expect(field().value).toBe('');
  });

  it('gets only what is missing', async () => {
    write({ first_to_number: true });
    await type('Northside Supply here, your trays are ready.');
    expect(
      await screen.findByText('we add “Reply STOP to opt out.”', { exact: false }),
    ).toBeTruthy();
    await waitFor(() => expect(screen.queryByText(/we add “Northside/)).toBeNull());
  });

  it('is the one after thirty days as well, and no other', async () => {
    const { unmount } = write({ days_since_opt_out_line: 31 });
    expect(await screen.findByText(/we add/)).toBeTruthy();
    unmount();
    write({ days_since_opt_out_line: 12 });
    await type('Hello');
    await screen.findByText('5 of 160 characters, 1 text');
    expect(screen.queryByText(/we add/)).toBeNull();
  });

  it('shows what is added before it goes, where the rep has just taken it out', async () => {
    const { api, store } = write({ first_to_number: true });
    await screen.findByText(/we add/);
    await type('Northside Supply: hello! Reply STOP to opt out.');
    await waitFor(() => expect(screen.queryByText(/we add/)).toBeNull());
    await type('Hello');
    modEnter();
    await waitFor(() => expect(store.toast.value?.words).toContain('press Send'));
    await screen.findByText(/we add/);
    expect(api.send).not.toHaveBeenCalled();
    modEnter();
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
  });
});
