/** While an admin has paused all sending: it is said at once, and nothing that was typed is lost. */
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { expectAccessible } from './axe';
import { help, reason, verdict } from './make';
import { json, snapshotOf, World } from './world';

afterEach(cleanup);

const WHY = 'What you send waits until an admin resumes it. Paused by Dana since 3:10 PM: billing';
const PAUSED = verdict({
  state: 'wait',
  code: 'sending_paused',
  title: 'Sending is paused',
  detail: WHY,
  reasons: [
    reason({
      code: 'sending_paused',
      weight: 'wait',
      words: WHY,
      remedies: [help('wait', 'Wait'), help('tell_admin', 'Tell an admin')],
    }),
  ],
});

let world: World;
beforeEach(async () => {
  world = new World();
  await world.start();
  const { life } = world;
  onTestFinished(() => life.abort());
});

const title = () => screen.getByRole('status', { name: 'Verdict' }).textContent;
const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' });

async function pausedWhileWriting(): Promise<void> {
  world.open(1, '1');
  await world.painted('1');
  fireEvent.input(field(), { target: { value: 'half a sentence' } });
  world.routes['GET /beside'] = () => json(snapshotOf('1', { seq: 120, verdict: PAUSED }));
  world.event(120, { type: 'workspace', what: 'settings' });
  await waitFor(() => expect(title()).toBe('Sending is paused'));
}

describe('all sending paused', () => {
  it('is said beside the open record, by whom, since when and why', async () => {
    await pausedWhileWriting();
    expect(screen.getByText(WHY)).toBeTruthy();
    await expectAccessible();
  });

  it('takes nothing that was typed, and Send stays there to be pressed', async () => {
    await pausedWhileWriting();
    expect(field().value).toBe('half a sentence');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(false);
  });

  it('is over as soon as somebody resumes it', async () => {
    await pausedWhileWriting();
    world.routes['GET /beside'] = () => json(snapshotOf('1', { seq: 121 }));
    world.event(121, { type: 'workspace', what: 'settings' });
    await waitFor(() => expect(title()).not.toBe('Sending is paused'));
    expect(field().value).toBe('half a sentence');
  });
});
