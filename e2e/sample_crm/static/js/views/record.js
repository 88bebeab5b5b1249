/** The page of one record. Its `<main>` says which; while editing, numbers live in inputs only. */

import { avatar, button, h, routeLink } from '../dom.js';
import { beginEdit, endEdit, isEditing } from '../edits.js';
import { money, SINGULAR, TITLES } from '../fields.js';
import { go, redraw } from '../navigation.js';
import { headPhone } from '../phones.js';
import { find, labelOf, neighbours, saveFields } from '../records.js';
import { listPath, recordPath } from '../routes.js';
import { openCallDialog } from './call_dialog.js';
import { details } from './details.js';
import { companyLink, stageChip } from './parts.js';
import { activityCard, relatedCards } from './related.js';

export function recordView(type, record) {
  const editing = isEditing(type, record.id);
  return h('main', {
    'data-view': 'record', 'data-record-type': type, 'data-record-id': record.id, 'data-editing': editing,
  },
  head(type, record, editing),
  h('div.record-body', {},
    h('div.record-main', {}, detailsCard(type, record, editing), activityCard(type, record)),
    h('div.record-side', {}, relatedCards(type, record))));
}

export const missingView = (type) =>
  h('main', { 'data-view': 'missing' }, h('div.empty', {}, h('h1', {}, `${SINGULAR[type]} not found`),
    h('p', {}, 'It may have been merged or deleted.'), routeLink(listPath(type), `All ${TITLES[type].toLowerCase()}`)));

/** Turns the record's fields into a form; the address stays as it is. */
export function startEditing(type, id) {
  beginEdit(type, id);
  redraw();
  document.querySelector('main form.details input')?.focus();
}

function head(type, record, editing) {
  const person = type === 'contact' || type === 'lead';
  const actions = editing ? [] : [
    button('Edit', { onclick: () => startEditing(type, record.id) }, 'edit'),
    button('Log a call', { onclick: () => openCallDialog(type, record.id) }, 'phone'),
  ];
  return h('header.record-header', {},
    h('div.crumbs', {}, routeLink(listPath(type), TITLES[type]), pager(type, record.id)),
    h('div.headline', {},
      avatar(labelOf(type, record), person ? 'large' : 'large-square'),
      h('div.who', {},
        h('h1', {}, labelOf(type, record)),
        h('p', {}, subtitle(type, record), stageChip(record.stage ?? record.status)),
        editing ? null : headPhone(record)),
      h('div.actions', {}, actions)));
}

function subtitle(type, record) {
  const parts = {
    contact: () => [record.title, companyLink(record.company_id)],
    lead: () => [record.title, record.company],
    company: () => [record.industry, [record.city, record.state].filter(Boolean).join(', ')],
    deal: () => [money(record.amount), companyLink(record.company_id)],
    ticket: () => [`Ticket ${record.id}`, companyLink(record.company_id)],
  }[type]().filter(Boolean);
  return parts.flatMap((part, index) => (index ? [h('i', {}, '·'), part] : [part]));
}

function pager(type, id) {
  const { previous, next, at, of } = neighbours(type, id);
  const turn = (label, to, image) => button('', {
    class: 'quiet', 'aria-label': label, disabled: to === null, onclick: () => go(recordPath(type, to)),
  }, image);
  return h('div.pager', {}, h('span', {}, `${at} of ${of}`), turn('Previous', previous, 'previous'), turn('Next', next, 'next'));
}

function detailsCard(type, record, editing) {
  const save = (event) => {
    event.preventDefault();
    saveFields(type, record.id, endEdit(type, record.id));
    redraw();
  };
  const cancel = () => {
    endEdit(type, record.id);
    redraw();
  };
  if (!editing) return h('section.card', {}, h('h2', {}, 'Details'), h('dl.fields', {}, details(type, record, false)));
  return h('form.card.details', { onsubmit: save }, h('h2', {}, `Edit ${SINGULAR[type].toLowerCase()}`),
    h('dl.fields', {}, details(type, find(type, record.id), true)),
    h('footer', {}, button('Cancel', { onclick: cancel }), h('button.primary', { type: 'submit' }, 'Save')));
}
