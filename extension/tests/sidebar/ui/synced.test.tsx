import { cleanup, screen } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { expectAccessible } from '../axe';
import { text } from '../make';
import { log, names, talk } from './talk';

afterEach(cleanup);

type Sync = NonNullable<Parameters<typeof text>[0]['crm']>;
const sync = (change: Partial<Sync> = {}): Sync => ({
  state: 'written',
  crm: 'hubspot',
  words: 'In HubSpot',
  url: null,
  ...change,
});
const NOW = Date.parse('2026-11-22T13:00:00.000Z');
const ago = (minutes: number) => new Date(NOW - minutes * 60_000).toISOString();

describe('whether a text stands in the CRM', () => {
  it('is a quiet mark where it does, and nothing to listen to', async () => {
    const { container } = talk([text({ seq: 1, crm: sync() })]);
    expect(screen.getByTitle('In HubSpot')).toBeTruthy();
    expect(names().at(-1)).not.toContain('HubSpot');
    await expectAccessible(container);
  });

  it('is said, with the way there, where it does not', async () => {
    const failed = sync({
      state: 'failed',
      words: 'Not in HubSpot: it refused',
      url: 'https://app.hubspot.com/contacts/1',
    });
    const { container } = talk([text({ seq: 1, crm: failed })]);
    expect(names().at(-1)).toContain('Delivered. Not in HubSpot: it refused');
    const link = screen.getByRole('link', { name: 'Not in HubSpot: it refused' });
    expect(link.textContent).toBe('Not in HubSpot: it refused');
    await expectAccessible(container);
  });

  it('is said once it waits for long', () => {
    const waiting = sync({ state: 'pending', words: 'Not in HubSpot yet' });
    talk([text({ seq: 1, at: ago(60), crm: waiting }), text({ seq: 2, at: ago(5), crm: waiting })]);
    const [, long, short] = names();
    expect(long).toContain('Not in HubSpot yet');
    expect(short).not.toContain('Not in HubSpot yet');
  });

  it('is nothing where no CRM is told', () => {
    talk([text({ seq: 1 })]);
    expect(log().querySelector('.synced')).toBeNull();
  });
});
