import { describe, expect, it, vi } from 'vitest';
import type { PageSelectors } from '../../src/crm/adapter';
import { candidates } from '../../src/crm/index';
import { odoo } from '../../src/crm/odoo';
import { announcer } from '../../src/page/announce';
import type { InFront } from '../../src/page/front';
import { locate } from '../../src/page/locate';
import type { Reader, Reading } from '../../src/page/read';
import { fakePort } from '../chrome';

const CRM = 'https://app.hubspot.com/contacts/44';

function page(home = candidates('app.hubspot.com')) {
  const readings: ((reading: Reading | null) => void)[] = [];
  const reader: Reader = {
    start: vi.fn(() => new Promise<Reading | null>((resolve) => void readings.push(resolve))),
    stop: vi.fn(),
  };
  let over: InFront['over'] = null;
  const unread = vi.fn();
  const facts = announcer(
    home,
    (address) => ({ ref: over ? null : locate(address, home.adapters), over }),
    reader,
    () => ({ theme: { scheme: 'light' }, shown: { open: true } }),
    unread,
  );
  /** A dialog opens that shows a record which nobody can name, or goes away. */
  const cover = (page: PageSelectors | null): void => {
    over = page && [document.createElement('div'), page];
  };
  const joined = vi.fn();
  const look = vi.fn();
  const join = (name = 'page:frame') => {
    const port = fakePort(name);
    facts.join(port, { look, size: vi.fn(), close: vi.fn(), blur: vi.fn(), joined });
    port.hear({ k: 'ready', s: 1, p: {} });
    return port;
  };
  const said = (port: { posted: unknown[] }, kind: string) =>
    port.posted
      .filter((one) => (one as { k: string }).k === kind)
      .map((one) => (one as { p: unknown }).p);
  return { facts, reader, readings, join, joined, look, said, cover, unread };
}

describe('a page announces', () => {
  it('what it finds when it looks, and then that it looked', () => {
    const { facts, join, look } = page();
    facts.route(`${CRM}/record/0-1/7`);
    const port = join();
    look.mockImplementation(() => facts.route(`${CRM}/record/0-1/8`));
    port.hear({ k: 'look', s: 2, p: { nr: 4 } });
    expect(port.posted.slice(-2)).toMatchObject([
      { k: 'record', p: { seq: 2, ref: { id: '8' } } },
      { k: 'looked', p: { nr: 4 } },
    ]);
  });

  it('its record to a sidebar that comes late, with all that is true', () => {
    const { facts, join, said } = page();
    facts.route(`${CRM}/record/0-1/7`);
    const port = join();
    expect(said(port, 'record')).toEqual([
      {
        seq: 1,
        ref: { crm: 'hubspot', account: '44', type: 'contact', id: '7' },
        crm: 'hubspot',
        host: 'app.hubspot.com',
      },
    ]);
    expect(said(port, 'theme')).toEqual([{ scheme: 'light' }]);
    expect(said(port, 'shown')).toEqual([{ open: true }]);
  });

  it('a record once, however often its address changes', () => {
    const { facts, join, said } = page();
    const port = join();
    facts.route(`${CRM}/record/0-1/7`);
    facts.route(`${CRM}/record/0-1/7?tab=notes`);
    facts.route(`${CRM}/record/0-1/8`);
    expect(said(port, 'record')).toMatchObject([{ seq: 1 }, { seq: 2 }]);
  });

  it('that there is no record', () => {
    const { facts, join, said } = page();
    const port = join();
    facts.route(`${CRM}/record/0-1/7`);
    facts.route(`${CRM}/objects/0-1/views/all/list`);
    expect(said(port, 'record')).toMatchObject([
      { ref: { id: '7' } },
      { ref: null, crm: 'hubspot' },
    ]);
  });

  it('what it read only for the record that it was read for', async () => {
    const { facts, readings, join, said } = page();
    const port = join();
    facts.route(`${CRM}/record/0-1/7`);
    facts.route(`${CRM}/record/0-1/8`);
    readings[0]?.({ state: 'read', name: 'Ada', phones: ['+1650'] });
    readings[1]?.({ state: 'read', name: 'Ben', phones: ['+1720'] });
    await vi.waitFor(() => expect(said(port, 'hint')).toHaveLength(1));
    expect(said(port, 'hint')).toEqual([{ seq: 2, state: 'read', name: 'Ben', phones: ['+1720'] }]);
  });

  it('nothing of the numbers in a list', () => {
    const { facts, reader, join } = page();
    join();
    facts.route(`${CRM}/objects/0-1/views/all/list`);
    expect(reader.start).not.toHaveBeenCalled();
  });

  it('the numbers of a page that no adapter knows', () => {
    const { facts, reader, join } = page(candidates('intranet.example.com'));
    join();
    facts.route('https://intranet.example.com/people/7');
    expect(reader.start).toHaveBeenCalledExactlyOnceWith(null, expect.anything());
  });

  it('a dialog of nobody knows whose as a page of nobody’s, and reads its numbers', async () => {
    const { facts, readings, reader, join, said, cover } = page(candidates('acme.odoo.com'));
    const port = join();
    const company = 'https://acme.odoo.com/odoo/contacts/7';
    facts.route(company);
    cover(odoo.page);
    facts.route(company);
    facts.route(company);
    expect(reader.start).toHaveBeenLastCalledWith(null, odoo.page);
    readings.at(-1)?.({ state: 'read', name: 'Child', phones: ['+1650'] });
    await vi.waitFor(() => expect(said(port, 'hint')).toHaveLength(1));
    cover(odoo.page);
    facts.route(company);
    cover(null);
    facts.route(company);
    expect(said(port, 'record')).toMatchObject([
      { seq: 1, ref: { id: '7' } },
      { seq: 2, ref: null, crm: 'generic' },
      { seq: 3, ref: null, crm: 'generic' },
      { seq: 4, ref: { id: '7' } },
    ]);
  });

  it('to the service worker alone that a record could not be read', async () => {
    const { facts, readings, join, unread, said } = page();
    const port = join();
    facts.route(`${CRM}/record/0-1/7`);
    readings[0]?.({ state: 'unreadable', name: null, phones: [] });
    await vi.waitFor(() => expect(said(port, 'hint')).toHaveLength(1));
    expect(unread).toHaveBeenCalledExactlyOnceWith('hubspot');
    facts.route(`${CRM}/record/0-1/8`);
    readings[1]?.({ state: 'none', name: 'Ada', phones: [] });
    await vi.waitFor(() => expect(said(port, 'hint')).toHaveLength(2));
    expect(unread).toHaveBeenCalledOnce();
  });

  it('nothing, and reads nothing, while no sidebar listens', () => {
    const { facts, reader } = page();
    facts.route(`${CRM}/record/0-1/7`);
    expect(reader.start).not.toHaveBeenCalled();
  });

  it('to the frame and to a side panel alike, and knows which is which', () => {
    const { facts, join, said, joined } = page();
    const [frame, panel] = [join(), join('page:panel')];
    facts.route(`${CRM}/record/0-1/7`);
    expect(said(panel, 'record')).toEqual(said(frame, 'record'));
    expect(joined.mock.calls).toEqual([[false], [true]]);
  });
});
