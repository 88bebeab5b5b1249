import { cleanup, fireEvent, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, it } from 'vitest';
import { money } from '../../../src/sidebar/record/money';
import type { ContextCard } from '../../../src/sidebar/wire';
import { expectAccessible } from '../axe';
import { beside } from '../make';
import { context, going } from '../make_record';
import { compose } from './compose';

afterEach(cleanup);

const opened = (change: Partial<ContextCard>) => {
  const shown = compose({ beside: beside({ context: context(change) }) });
  const card = screen.getByRole('region', { name: 'What HubSpot says' });
  fireEvent.click(within(card).getByRole('button'));
  return { ...shown, card };
};
const list = () => screen.findByRole('list', { name: 'Going on in HubSpot' });

describe('what goes on with them in the CRM', () => {
  it('is each deal and ticket with its stage, sum and dates, leading there', async () => {
    const { container } = opened({
      related: [going(), going({ kind: 'ticket', title: 'Leak', amount: '', closes_on: null })],
    });
    const [deal, ticket] = within(await list()).getAllByRole('listitem');
    expect(deal?.textContent).toBe('DealRoofQualified · $1,200 · closes Dec 1');
    expect(ticket?.textContent).toBe('TicketLeakQualified');
    const link = within(await list()).getByRole('link', { name: 'Roof' });
    expect(link.getAttribute('href')).toBe('https://app.hubspot.com/contacts/1/record/0-3/9');
    expect(link.getAttribute('rel')).toBe('noopener noreferrer');
    expect(link.parentElement?.title).toBe('Read in HubSpot 5 min ago');
    await expectAccessible(container);
  });

  it('is nothing at all where there is nothing', async () => {
    const { card } = opened({ related: [] });
    await within(card).findByText('Negotiation', { selector: '.value' });
    expect(screen.queryByRole('list', { name: 'Going on in HubSpot' })).toBeNull();
  });

  it('opens without any other field', async () => {
    opened({ fields: [], related: [going()] });
    expect(within(await list()).getAllByRole('listitem')).toHaveLength(1);
  });

  it.each([
    'http://app.hubspot.com/9',
    'javascript:alert(1)',
    '//evil.example',
    null,
  ])('%s is no link', async (url) => {
    opened({ related: [going({ url, title: '<img src=x>' })] });
    expect(within(await list()).queryByRole('link')).toBeNull();
    expect((await list()).querySelector('img')).toBeNull();
  });

  it('says what it is where it has no name', async () => {
    opened({ related: [going({ kind: 'order', title: '', stage: '', amount: '' })] });
    expect((await list()).textContent).toContain('An order without a name');
  });
});

describe('a sum', () => {
  it.each([
    ['1200.00', 'USD', '$1,200'],
    ['1200.5', 'USD', '$1,200.50'],
    ['1200', '', '1,200'],
    ['', 'USD', ''],
    ['x', 'USD', ''],
    ['12', 'U$D', '12 U$D'],
  ])('%s %s is %s', (amount, currency, words) => {
    expect(money(amount, currency, 'en-US')).toBe(words);
  });
});
