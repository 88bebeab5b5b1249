/** A record opened over the page it was found on. The address does not change. */

import { avatar, button, h, routeLink } from '../dom.js';
import { find } from '../records.js';
import { recordPath } from '../routes.js';
import { headPhone, phoneValues } from '../phones.js';
import { mailLink, ownerCell, stageChip } from './parts.js';

let open = null;

export const quickViewId = () => open?.dataset.recordId ?? null;

export function openQuickView(id) {
  closeQuickView();
  const contact = find('contact', id);
  const company = find('company', contact.company_id);
  open = h('div.quick-view', {
    role: 'dialog', 'aria-label': `Quick view: ${contact.name}`, tabindex: '-1',
    'data-record-type': 'contact', 'data-record-id': id,
  },
  h('header.record-header', {}, avatar(contact.name, 'large'),
    h('div.who', {}, h('h2', {}, contact.name), h('p', {}, [contact.title, company?.name].filter(Boolean).join(' · ')), headPhone(contact)),
    button('', { class: 'quiet', 'aria-label': 'Close quick view', onclick: closeQuickView }, 'close')),
  h('dl.fields', {},
    field('Phone', phoneValues(contact), 'phones'),
    field('E-mail', contact.email ? mailLink(contact.email) : '–', 'email'),
    field('Location', [contact.city, contact.state].filter(Boolean).join(', ') || '–', 'city'),
    field('Stage', stageChip(contact.stage), 'stage'),
    field('Owner', ownerCell(contact.owner), 'owner')),
  h('footer', {}, routeLink(recordPath('contact', id), 'Open full record')));
  document.querySelector('.stage').append(open);
  open.focus({ preventScroll: true });
}

export function closeQuickView() {
  if (!open) return false;
  open.remove();
  open = null;
  return true;
}

const field = (label, value, name) => h('div.field', { 'data-field': name }, h('dt', {}, label), h('dd', {}, value));
