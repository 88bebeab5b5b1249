import { beforeEach, describe, expect, it } from 'vitest';
import { espocrm } from '../../src/crm/espocrm';
import { generic } from '../../src/crm/generic';
import { odoo } from '../../src/crm/odoo';
import { salesforce } from '../../src/crm/salesforce';
import { sample } from '../../src/crm/sample';
import { glimpse } from '../../src/page/glimpse';
import type { RecordRef } from '../../src/record';
import { show } from './dom';

const ANNA: RecordRef = { crm: 'sample', account: 'acme', type: 'contact', id: '1' };

const record = (id: string, name: string, fields: string, type = 'contact') => `
  <aside><a href="tel:999999">Support</a></aside>
  <main data-record-type="${type}" data-record-id="${id}">
    <header class="record-header"><h1>${name}</h1></header><dl>${fields}</dl>
    <section class="related"><a href="tel:888888">Somebody else</a></section>
  </main>`;
const field = (inner: string) => `<div class="field" data-field="phones">${inner}</div>`;

const look = (ref: RecordRef | null = ANNA) => glimpse(document, ref, sample.page);

beforeEach(() => show(''));

describe('a glimpse of a record', () => {
  it('sees its name and its own numbers, once each', () => {
    show(
      record(
        '1',
        ' Anna\n Fernández ',
        field(
          '<a href="tel:(720)555-0142">x</a><a href="tel:720.555.0142">y</a><a href="TEL:%2B1 303">z</a>',
        ),
      ),
    );
    expect(look()).toMatchObject({
      name: 'Anna Fernández',
      phones: ['720.555.0142', '+1 303'],
      confirmed: true,
    });
  });

  it('reads what stands in inputs, and links that say tel twice', () => {
    show(
      record(
        '1',
        'Anna',
        field('<input type="tel" value="0151 234"><a href="tel:tel:+1-201">x</a>'),
      ),
    );
    expect(look()?.phones).toEqual(['0151 234', '+1-201']);
  });

  it('sees nothing while the page shows another record', () => {
    show(record('2', 'Ben', field('<a href="tel:7205550199">x</a>')));
    expect(look()).toBeNull();
    show(record('1', 'Ben', field('<a href="tel:7205550199">x</a>'), 'company'));
    expect(look()).toBeNull();
  });

  it('sees nothing while the page is not there', () => {
    show('<p>Loading</p>');
    expect(look()).toBeNull();
  });

  it('passes over what cannot be seen', () => {
    show(
      record(
        '1',
        'Anna',
        field('<a hidden href="tel:7205550199">x</a><a href="tel:7205550142">y</a>'),
      ),
    );
    expect(look()?.phones).toEqual(['7205550142']);
  });

  it.each([
    ['says that there is none', field('<span class="none-value">None</span>'), true],
    ['has no place for one', '', true],
    ['holds a picture', field('<canvas></canvas>'), false],
    ['holds a word instead', field('<span class="phone-text">n/a</span>'), true],
  ])('knows whether a page without a number %s', (_, fields, none) => {
    show(record('1', 'Anna', fields));
    expect(look()).toMatchObject({ phones: [], none });
  });
});

describe('a dialog on top', () => {
  const dialog = (inner: string, attributes = '') =>
    `<div role="dialog" ${attributes}>${inner}</div>`;

  it('hides the record below it', () => {
    show(
      record('1', 'Anna', field('<a href="tel:7205550142">x</a>')) + dialog('<h2>Log a call</h2>'),
    );
    expect(look()).toBeNull();
  });

  it('is read where it shows the record', () => {
    show(
      record('2', 'Ben', field('<a href="tel:7205550199">x</a>')) +
        dialog(
          '<h2>Anna</h2><div class="field"><a href="tel:7205550142">x</a></div>',
          'data-record-type="contact" data-record-id="1"',
        ),
    );
    expect(look()).toMatchObject({ name: 'Anna', phones: ['7205550142'], confirmed: true });
  });

  it('counts only while it can be seen', () => {
    show(record('1', 'Anna', '') + dialog('<h2>Closed</h2>', 'hidden'));
    expect(look()?.name).toBe('Anna');
  });
});

describe('a page without a word of its own about its record', () => {
  const form = (
    value: string,
  ) => `<div class="o_form_view"><div class="oe_title"><input value="Ada"></div>
    <div class="o_field_phone"><input type="tel" value="${value}"></div></div>`;
  const ref: RecordRef = { crm: 'odoo', account: 'erp.example.com', type: 'contact', id: '8' };

  it('is read, but not taken as proof', () => {
    show(form('+1650-253-0000'));
    expect(glimpse(document, ref, odoo.page)).toMatchObject({
      name: 'Ada',
      phones: ['+1650-253-0000'],
      confirmed: false,
    });
  });

  it('says "none" by an empty field', () => {
    show(form(''));
    expect(glimpse(document, ref, odoo.page)).toMatchObject({ phones: [], none: true });
  });
});

describe('a page with several records in it', () => {
  it('is read where it can be seen: tabs in the background stay, hidden', () => {
    const tab = (name: string, phone: string, hidden: string) =>
      `<main ${hidden}><h1>${name}</h1><lightning-formatted-phone><a href="tel:${phone}">x</a></lightning-formatted-phone></main>`;
    show(tab('Ada', '7205550199', 'hidden') + tab('Ben', '7205550142', ''));
    const ref: RecordRef = { crm: 'salesforce', account: 'acme', type: 'contact', id: '003' };
    expect(glimpse(document, ref, salesforce.page)).toMatchObject({
      name: 'Ben',
      phones: ['7205550142'],
    });
  });

  it('is read in its quick view, which says whose it is', () => {
    show(`<table><tr><td><a href="tel:4155550100">x</a></td></tr></table>
      <div class="modal in" role="dialog"><h4 class="modal-title">
        <a data-action="fullForm" href="https://crm.example.com/#Contact/view/65b1"><span>Contact</span><span></span><span>Ada</span></a></h4>
        <div class="field" data-name="phoneNumber"><a data-phone-number="4155550123" href="tel:4155550123">x</a></div></div>`);
    const ref: RecordRef = { crm: 'espocrm', account: 'crm', type: 'contact', id: '65b1' };
    expect(glimpse(document, ref, espocrm.page)).toMatchObject({
      name: 'Ada',
      phones: ['4155550123'],
      confirmed: true,
    });
    expect(glimpse(document, { ...ref, id: '65b' }, espocrm.page)).toBeNull();
  });
});

describe('an unknown page', () => {
  const phones = (html: string) => {
    show(`<main><h1>Team</h1>${html}</main>`);
    return glimpse(document, null, generic.page)?.phones;
  };

  it('shows numbers as links and as text', () => {
    expect(
      phones('<a href="tel:+17205550142">call</a> or (303) 555-0124 ext. 4, +49 151 2345 6789'),
    ).toEqual(['+17205550142', '(303) 555-0124 ext. 4', '+49 151 2345 6789']);
  });

  it.each([
    '2026-11-17 09:12:44',
    '4532 1488 0343 6467 000 11',
    'A-7205550142',
    '192.168.100.200',
    '12/11/2026 10:30',
    '7205',
  ])('has other digits, too: %s', (text) => expect(phones(text)).toEqual([]));

  it('is not searched without end', () => {
    expect(phones('<p>7205550142</p>'.repeat(3))).toHaveLength(1);
    expect(
      phones(Array.from({ length: 40 }, (_, n) => `<p>72055501${10 + n}</p>`).join('')),
    ).toHaveLength(12);
  });
});
