import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../axe';
import { beside } from '../make';
import { click, compose, field, type } from './compose';

afterEach(cleanup);

describe('sending later', () => {
  it('is one key further: the times are theirs, and the text carries the one chosen', async () => {
    const { api, desk } = compose({ now: Date.parse('2026-11-24T16:02:00Z') });
    await type('See you then');
    fireEvent.click(screen.getByRole('button', { name: 'Send later' }));
    const times = await screen.findByRole('dialog', { name: 'Send later' });
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
    const other = await screen.findByLabelText('Another time');
    const schedule = screen.getByRole<HTMLButtonElement>('button', { name: 'Schedule' });
    fireEvent.input(other, { target: { value: '2026-11-20T09:15' } });
    await waitFor(() => expect(schedule.disabled).toBe(true));
    fireEvent.input(other, { target: { value: '2026-12-01T09:15' } });
    await waitFor(() => expect(schedule.disabled).toBe(false));
    fireEvent.click(schedule);
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
    expect(api.send.mock.calls[0]?.[0]).toMatchObject({ send_at: '2026-12-01T16:15:00.000Z' });
  });

  it('goes no further ahead than the workspace allows', async () => {
    compose({
      now: Date.parse('2026-11-24T16:02:00Z'),
      beside: beside({ schedule_days: 7 }),
    });
    await type('See you then');
    fireEvent.click(screen.getByRole('button', { name: 'Send later' }));
    const other = await screen.findByLabelText<HTMLInputElement>('Another time');
    const schedule = screen.getByRole<HTMLButtonElement>('button', { name: 'Schedule' });
    expect(other.max).toBe('2026-12-01T09:02');
    fireEvent.input(other, { target: { value: '2026-12-02T09:15' } });
    await waitFor(() => expect(schedule.disabled).toBe(true));
  });

  it('asks once more, too, when the button is not provably visible', async () => {
    const { api } = compose({ sight: 'unsure', now: Date.parse('2026-11-24T16:02:00Z') });
    await type('Covered');
    fireEvent.click(screen.getByRole('button', { name: 'Send later' }));
    const evening = await screen.findByRole('button', { name: /This evening/ });
    click(evening);
    expect((await screen.findByRole('alert')).textContent).toContain('cover');
    expect(api.send).not.toHaveBeenCalled();
    click(evening);
    await waitFor(() => expect(api.send).toHaveBeenCalledTimes(1));
  });

  it('is left with Escape, and the words stay', async () => {
    compose();
    await type('Not yet');
    fireEvent.click(screen.getByRole('button', { name: 'Send later' }));
    await screen.findByRole('dialog');
    fireEvent.keyDown(document.activeElement as Element, { key: 'Escape' });
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(field().value).toBe('Not yet');
    expect(document.activeElement).toBe(field());
  });
});
