/** What stands beside a record: its people, deals, tickets and what happened so far. */

import { avatar, h, icon, routeLink } from '../dom.js';
import { moment, money } from '../fields.js';
import { phoneLink } from '../phones.js';
import { activitiesOf, dealsOf, peopleOf, ticketsOf, userName } from '../records.js';
import { recordPath } from '../routes.js';
import { previewButton, stageChip } from './parts.js';

export function relatedCards(type, record) {
  const cards = [
    ['People', 'people', peopleOf(type, record), personRow],
    ['Deals', 'deals', dealsOf(type, record), dealRow],
    ['Tickets', 'tickets', ticketsOf(type, record), ticketRow],
  ].filter(([, , items]) => items.length);
  if (!cards.length) return [h('section.card.related', {}, h('h2', {}, 'Related'), h('p.muted', {}, 'Nothing linked yet.'))];
  return cards.map(([title, name, items, row]) =>
    h('section.card.related', { 'data-related': name }, h('h2', {}, title, h('span.count', {}, String(items.length))),
      h('ul', {}, items.map(row))));
}

function personRow(contact) {
  const [first] = contact.phones;
  return h('li.related-person', { 'data-contact-id': contact.id },
    avatar(contact.name, 'small'),
    h('div', {}, routeLink(recordPath('contact', contact.id), contact.name), h('small', {}, contact.title),
      first ? phoneLink(first, { 'data-contact-id': contact.id }) : null),
    previewButton(contact));
}

const dealRow = (deal) =>
  h('li', {}, h('div', {}, routeLink(recordPath('deal', deal.id), deal.name), h('small', {}, money(deal.amount))), stageChip(deal.stage));

const ticketRow = (ticket) =>
  h('li', {}, h('div', {}, routeLink(recordPath('ticket', ticket.id), ticket.subject), h('small', {}, ticket.priority)), stageChip(ticket.status));

export function activityCard(type, record) {
  const items = activitiesOf(type, record.id);
  return h('section.card.activity', {}, h('h2', {}, 'Activity'),
    items.length ? h('ol', {}, items.map(activityRow)) : h('p.muted', {}, 'No calls, notes or meetings yet.'));
}

const activityRow = (activity) =>
  h('li', {}, icon(ICONS[activity.kind] ?? 'note'),
    h('div', {}, h('p', {}, activity.text),
      h('small', {}, [userName(activity.by), moment(activity.at)].filter(Boolean).join(' · '))));

const ICONS = { call: 'phone', email: 'email', note: 'note', meeting: 'meeting', stage: 'stage', form: 'form', order: 'order' };
