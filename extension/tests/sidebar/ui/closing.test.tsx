/** What a rep records that closes a number: they asked to stop, or it is somebody else's. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../axe';
import { BEN, dialog, fill, opened, posts, press, STRANGER } from './panel';

afterEach(cleanup);

describe('"they asked to stop"', () => {
  it('says that it can not be undone, asks how, and wants a second press', async () => {
    const { json, number } = opened('stopped', () => ({}));
    const shown = await dialog();
    expect(shown.textContent).toContain('Nobody here can undo it');
    press('Stop texting Anna');
    expect(await screen.findByText('Choose how they told you.')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('How did they tell you?'), {
      target: { value: 'phone' },
    });
    press('Stop texting Anna');
    expect((await screen.findByRole('alert')).textContent).toContain("You can't undo this");
    expect(posts(json, '/consent/opt-outs')).toEqual([]);
    press('Yes, stop texting Anna');
    await waitFor(() => expect(posts(json, '/consent/opt-outs')).toHaveLength(1));
    expect(posts(json, '/consent/opt-outs')[0]).toMatchObject({
      phone: number,
      person: 'p1',
      channel: 'phone',
      told_at: null,
    });
  });

  it('is accessible', async () => {
    opened('stopped', () => ({}));
    await expectAccessible(await dialog());
  });
});

describe('a wrong number', () => {
  it('is recorded with a note', async () => {
    const { json } = opened('wrong', () => ({}));
    await dialog();
    fill('Note (optional)', 'A bakery answered');
    press('Wrong number');
    await waitFor(() =>
      expect(posts(json, '/consent/wrong-numbers')[0]).toMatchObject({ note: 'A bakery answered' }),
    );
  });

  it('is accessible', async () => {
    opened('wrong', () => ({}));
    await expectAccessible(await dialog());
  });
});

describe('of a number that nobody here knows yet', () => {
  it('both say whom the page shows', async () => {
    const stopped = opened('stopped', () => ({}), STRANGER);
    await dialog();
    fireEvent.change(screen.getByLabelText('How did they tell you?'), {
      target: { value: 'phone' },
    });
    press('Stop texting Ben Cole');
    press('Yes, stop texting Ben Cole');
    await waitFor(() => expect(posts(stopped.json, '/consent/opt-outs')[0]).toMatchObject(BEN));
    cleanup();
    const wrong = opened('wrong', () => ({}), STRANGER);
    await dialog();
    press('Wrong number');
    await waitFor(() => expect(posts(wrong.json, '/consent/wrong-numbers')[0]).toMatchObject(BEN));
  });
});
