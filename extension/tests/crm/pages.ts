/**
 * Records' pages as each adapter knows them, with what else stands on such pages: other people's
 * numbers beside the record, in its lists, in the bar above it and in tabs behind it.
 */
import type { BuiltInCrm, RecordRef } from '../../src/record';

export interface Shown {
  name: string;
  /** As it stands there. */
  phone: string;
}

type Draw = (shown: Shown, ref: RecordRef) => string;

export const OTHERS: readonly Shown[] = [
  { name: 'Bram Oster', phone: '(303) 555-0191' },
  { name: 'Cleo Vance', phone: '(303) 555-0192' },
  { name: 'Dina Holt', phone: '(303) 555-0193' },
];

const digits = (phone: string): string => phone.replace(/\D/g, '');
const tel = (phone: string): string => `<a href="tel:${digits(phone)}">${phone}</a>`;
const [bram, cleo, dina] = OTHERS.map(
  ({ name, phone }) => `<a href="/other/${digits(phone)}">${name}</a> ${tel(phone)}`,
);

const table = `<table class="related"><tr class="row"><td>${bram}</td></tr><tr class="row"><td>${cleo}</td></tr></table>`;
const beside = `<aside class="side"><h5>Company</h5><div class="card"><p>${dina}</p></div></aside>`;
const above = `<header class="bar"><nav class="menu">${dina}</nav><input type="search" value="${OTHERS[0]?.phone}"></header>`;
const feed = `<div role="feed" class="feed"><div role="article" class="entry"><p>Called ${cleo}</p></div></div>`;
const list = `<div role="list" class="team"><div role="listitem" class="one"><p>${bram}</p></div></div>`;

/** For systems of which no more is known than that their pages have a main part and a heading. */
const plain: Draw = ({ name, phone }) => `${above}
  <div class="top"><span class="support">${dina}</span></div>
  <main class="page"><div class="head"><h1 class="title">${name}</h1><p class="sub">Buyer</p></div>
    <section class="details"><div class="line" data-line="phone"><span class="label">Phone</span>
      <div class="value">${tel(phone)}</div></div></section>
    ${list}${feed}${table}${beside}</main>`;

const PAGES: Partial<Record<BuiltInCrm, Draw>> = {
  sample: ({ name, phone }, { type, id }) => `${above}${beside}
    <main class="record" data-record-type="${type}" data-record-id="${id}">
      <header class="record-header"><h1>${name}</h1></header>
      <div class="field" data-field="phones"><span class="label">Phone</span>${tel(phone)}</div>
      <section class="related">${table}${list}</section></main>`,
  hubspot: ({ name, phone }) => `${above}<main class="record">
      <div class="left" data-test-id="left-sidebar"><div class="card">
        <h1 class="title" data-selenium-test="highlightTitle">${name}</h1>
        <div class="property" data-test-id="phone-input"><span>${tel(phone)}</span></div></div></div>
      <div class="middle">${feed}</div>
      <aside class="right" data-test-id="right-sidebar"><div class="card">${list}${bram}</div></aside></main>`,
  salesforce: ({ name, phone }) => {
    const tab = (who: Shown, hidden: string): string => `
      <div role="main" class="tab" ${hidden}><h1 class="title"><lightning-formatted-name>${who.name}</lightning-formatted-name></h1>
        <records-record-layout-item class="item" field-label="Phone"><lightning-formatted-phone>${tel(who.phone)}</lightning-formatted-phone></records-record-layout-item>
        <table class="related"><tr><td><lightning-formatted-phone>${cleo}</lightning-formatted-phone></td></tr></table></div>`;
    return `${above}<div class="tabs">${tab(OTHERS[0] as Shown, 'hidden')}${tab({ name, phone }, '')}</div>${beside}`;
  },
  zoho: ({
    name,
    phone,
  }) => `${above}<main class="detail"><div class="detailViewHeader">${name}</div>
      <div class="block"><div class="field"><label>Mobile</label><span>${tel(phone)}</span></div></div>
      ${table}${feed}</main>${beside}`,
  dynamics: ({ name, phone }) => `${above}<main class="form">
      <div class="head"><h1 class="title" data-id="header_title">${name}</h1></div>
      <div class="cell" data-id="telephone1"><div class="box" data-id="telephone1.fieldControl-phone-container">
        <input class="input" type="tel" data-id="telephone1.fieldControl-phone-text-input" value="${phone}"></div></div>
      <div role="grid" class="grid"><div role="row"><input type="tel" value="${OTHERS[1]?.phone}">${bram}</div></div>
      </main>${beside}`,
  odoo: ({ name, phone }) => `${above}<div class="o_action"><div class="o_form_view o_view">
      <div class="oe_title"><h1 class="head"><input class="o_input" value="${name}"></h1></div>
      <div class="o_group"><div class="o_field_widget o_field_phone"><input class="o_input" type="tel" value="${phone}"></div></div>
      <div class="o_field_x2many o_field_widget"><table class="o_list_table"><tr><td class="o_data_cell">
        <div class="o_field_widget o_field_phone">${bram}</div></td></tr></table>
        <div class="o_kanban_renderer"><article class="o_kanban_record"><div class="o_field_phone">${cleo}</div></article></div>
      </div></div></div>`,
  espocrm: ({ name, phone }) => `${above}<div id="content"><div id="main" class="main">
      <div class="page-header"><h3 class="header-title"><span class="title">${name}</span></h3></div>
      <div class="detail"><div class="cell" data-name="phoneNumber"><div class="field" data-name="phoneNumber">
        <a class="phone" data-phone-number="${phone}" href="tel:${digits(phone)}">${phone}</a></div></div></div>
      <div class="panel"><table class="list"><tr><td class="cell" data-name="phoneNumber">
        <a data-phone-number="${OTHERS[0]?.phone}" href="tel:1">x</a></td></tr></table></div></div></div>${beside}`,
  highlevel: ({ name, phone }) => `${above}<main class="contact"><h1 class="title">${name}</h1>
      <div class="form"><input class="input" name="contact.phone" value="${phone}"></div>
      ${feed}<footer class="dialer"><input type="tel" value="${OTHERS[2]?.phone}"></footer></main>`,
  zendesk: ({ name, phone }) => `${above}<div class="tabs">
      <main class="workspace" hidden><h1>${OTHERS[0]?.name}</h1>${tel(OTHERS[0]?.phone ?? '')}</main>
      <main class="workspace"><h1 class="title">${name}</h1><div class="card"><span>${tel(phone)}</span></div>
      ${list}${feed}</main></div>${beside}`,
  google_contacts: ({ name, phone }) => `${above}${list}
      <div role="main" class="person"><h1 class="title">${name}</h1><div class="card">${tel(phone)}</div></div>${beside}`,
};

/** Whether the pages of this CRM are drawn as its own. */
export const isDrawn = (crm: string): boolean => Object.hasOwn(PAGES, crm);

export const draw = (shown: Shown, ref: RecordRef): string =>
  (PAGES[ref.crm as BuiltInCrm] ?? plain)(shown, ref);
