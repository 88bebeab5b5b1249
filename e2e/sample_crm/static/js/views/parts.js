/** Pieces that several pages share. */

import { avatar, button, h, routeLink } from '../dom.js';
import { TONE } from '../fields.js';
import { phoneLink } from '../phones.js';
import { find, userName } from '../records.js';
import { recordPath } from '../routes.js';
import { openQuickView } from './quick_view.js';

export const stageChip = (stage) => h(`span.chip.${TONE[stage] ?? 'plain'}`, {}, stage);

export const ownerCell = (owner) => h(owner ? 'span.owner' : 'span.owner.muted', {}, userName(owner) ?? 'Nobody');

/** An address that breaks before its domain, where it has to break. */
export function mailLink(address) {
  const [mailbox, domain] = address.split('@');
  return h('a', { href: `mailto:${address}` }, mailbox, h('wbr'), `@${domain}`);
}

export function companyLink(id) {
  const company = find('company', id);
  return company ? routeLink(recordPath('company', id), company.name) : h('span.muted', {}, '–');
}

export const personCell = (type, record) =>
  h('span.person', {}, avatar(record.name, 'small'), routeLink(recordPath(type, record.id), record.name));

/** The first number of a row; a list never shows more. */
export function phoneCell(record) {
  const [first] = record.phones ?? [];
  return first ? phoneLink(first, { 'data-contact-id': record.id }) : h('span.muted', {}, '–');
}

export const previewButton = (contact) =>
  button('', { class: 'quiet row-action', 'aria-label': `Quick view of ${contact.name}`, title: 'Quick view', onclick: () => openQuickView(contact.id) }, 'preview');

/** A table; `columns` are [heading, record → cell], a `null` heading is a column of controls. */
export function table(columns, records, label) {
  return h('table', { 'aria-label': label },
    h('thead', {}, h('tr', {}, columns.map(([heading]) => h('th', { scope: 'col' }, heading ?? h('span.hidden', {}, 'Actions'))))),
    h('tbody', {}, records.map((record) =>
      h('tr', { 'data-id': record.id }, columns.map(([, cell]) => h('td', {}, cell(record)))))));
}
