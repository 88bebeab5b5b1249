import { describe, expect, it } from 'vitest';
import { odoo } from '../../src/crm/odoo';
import { sample } from '../../src/crm/sample';
import { LOOKS_MS, reader } from '../../src/page/read';
import type { RecordRef } from '../../src/record';
import { show } from './dom';

const at = (id: string): RecordRef => ({ crm: 'odoo', account: 'erp', type: 'contact', id });
const form = (name: string, phone: string) =>
  `<div class="o_form_view"><h1><span>${name}</span></h1><div class="o_field_phone"><input type="tel" value="${phone}"></div></div>`;

/** A page whose content changes at given moments (ms) after each start. */
function page() {
  let now = 0;
  let plan: [number, string][] = [];
  const read = reader(document, async (ms) => {
    now += ms;
    for (const [when, html] of plan) if (when <= now) show(html);
    plan = plan.filter(([when]) => when > now);
  });
  return {
    read: (ref: RecordRef, changes: [number, string][] = [], adapter = odoo) => {
      now = 0;
      plan = changes;
      return read.start(ref, adapter.page);
    },
    stop: read.stop,
    get took() {
      return now;
    },
  };
}

describe('reading a page', () => {
  it('takes what was the same for half a second', async () => {
    const one = page();
    show(form('Ada', '+1650'));
    expect(await one.read(at('1'))).toEqual({ state: 'read', name: 'Ada', phones: ['+1650'] });
    expect(one.took).toBeGreaterThanOrEqual(500);
    expect(one.took).toBeLessThan(1000);
  });

  it('waits until the page has stopped changing', async () => {
    const one = page();
    show('');
    const changes: [number, string][] = [
      [100, form('Ada', '')],
      [700, form('Ada', '+1650')],
    ];
    expect(await one.read(at('1'), changes)).toMatchObject({ phones: ['+1650'] });
    expect(one.took).toBeGreaterThanOrEqual(1200);
  });

  it('does not take the former record, however long it stays under the new address', async () => {
    const one = page();
    show(form('Ada', '+1650'));
    await one.read(at('1'));
    const reading = await one.read(at('2'), [[1700, form('Ben', '+1720')]]);
    expect(reading).toEqual({ state: 'read', name: 'Ben', phones: ['+1720'] });
  });

  it('says that it could not when the page never shows the new record', async () => {
    const one = page();
    show(form('Ada', '+1650'));
    await one.read(at('1'));
    expect(await one.read(at('2'))).toEqual({ state: 'unreadable', name: null, phones: [] });
    expect(one.took).toBe(LOOKS_MS.at(-1));
  });

  it('tells two people of one name apart by the page being a new one', async () => {
    const one = page();
    show(form('David Chen', '+1650'));
    await one.read(at('1'));
    expect(await one.read(at('2'), [[50, form('David Chen', '+1720')]])).toMatchObject({
      phones: ['+1720'],
    });
  });

  it('says "none" only of a page that was read', async () => {
    const one = page();
    show(form('Ada', ''));
    expect(await one.read(at('1'))).toEqual({ state: 'none', name: 'Ada', phones: [] });
    show('<p>An error occurred</p>');
    expect(await one.read(at('2'))).toMatchObject({ state: 'unreadable' });
  });

  it('believes the page at once where it names its record', async () => {
    const one = page();
    const ref: RecordRef = { crm: 'sample', account: 'acme', type: 'contact', id: '1' };
    const shown = (id: string) =>
      `<main data-record-type="contact" data-record-id="${id}"><h1>David Chen</h1><div class="field" data-field="phones"><a href="tel:720555">x</a></div></main>`;
    show(shown('1'));
    expect(await one.read(ref, [], sample)).toMatchObject({ state: 'read' });
    expect(await one.read({ ...ref, id: '2' }, [[400, shown('2')]], sample)).toMatchObject({
      state: 'read',
    });
    expect(await one.read({ ...ref, id: '3' }, [], sample)).toMatchObject({ state: 'unreadable' });
  });

  it('is dropped when the next one begins', async () => {
    show(form('Ada', '+1650'));
    let release = (): void => undefined;
    const wait = () =>
      new Promise<void>((resolve) => {
        release = resolve;
      });
    const slow = reader(document, wait);
    const first = slow.start(at('1'), odoo.page);
    slow.stop();
    release();
    expect(await first).toBeNull();
  });
});
