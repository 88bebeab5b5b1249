/** The list of one kind of record. */

import { h, routeLink } from '../dom.js';
import { day, moment, money, TITLES } from '../fields.js';
import { all, me, peopleOf } from '../records.js';
import { recordPath } from '../routes.js';
import { companyLink, ownerCell, personCell, phoneCell, previewButton, stageChip, table } from './parts.js';

const owner = ['Owner', (record) => ownerCell(record.owner)];
const stage = ['Stage', (record) => stageChip(record.stage)];
const place = ['Location', (record) => [record.city, record.state].filter(Boolean).join(', ') || '–'];

const COLUMNS = {
  contact: [
    ['Name', (contact) => personCell('contact', contact)],
    ['Company', (contact) => companyLink(contact.company_id)],
    ['Phone', phoneCell], place, stage, owner,
    [null, previewButton],
  ],
  company: [
    ['Name', (company) => personCell('company', company)],
    ['Industry', (company) => company.industry],
    ['Phone', phoneCell], place,
    ['People', (company) => String(peopleOf('company', company).length)], stage, owner,
  ],
  deal: [
    ['Deal', (deal) => routeLink(recordPath('deal', deal.id), deal.name)],
    ['Company', (deal) => companyLink(deal.company_id)],
    ['Amount', (deal) => h('span.amount', {}, money(deal.amount))], stage,
    ['Close date', (deal) => day(deal.close_date)], owner,
  ],
  ticket: [
    ['Subject', (ticket) => routeLink(recordPath('ticket', ticket.id), ticket.subject)],
    ['Company', (ticket) => companyLink(ticket.company_id)],
    ['Status', (ticket) => stageChip(ticket.status)],
    ['Priority', (ticket) => stageChip(ticket.priority)],
    ['Opened', (ticket) => moment(ticket.opened_at)], owner,
  ],
  lead: [
    ['Name', (lead) => personCell('lead', lead)],
    ['Company', (lead) => lead.company || '–'],
    ['Phone', phoneCell], place,
    ['Source', (lead) => lead.source], stage, owner,
  ],
};

export function listView({ type }) {
  const records = all(type);
  const holder = h('div.table-holder');
  const count = h('span.count');
  const fill = (mine) => {
    const chosen = mine ? records.filter((record) => record.owner === me().id) : records;
    count.textContent = String(chosen.length);
    holder.replaceChildren(table(COLUMNS[type], chosen, TITLES[type]));
  };
  fill(false);
  return h('main', { 'data-view': 'list', 'data-list': type },
    h('div.page-head', {}, h('h1', {}, TITLES[type], count), switchOf(fill)),
    holder);
}

function switchOf(fill) {
  const choose = (event) => {
    for (const choice of choices) choice.setAttribute('aria-pressed', String(choice === event.currentTarget));
    fill(event.currentTarget.dataset.mine === 'true');
  };
  const choices = [['All', false], ['Mine', true]].map(([label, mine]) =>
    h('button', { type: 'button', 'aria-pressed': String(!mine), 'data-mine': String(mine), onclick: choose }, label));
  return h('div.switch', { role: 'group', 'aria-label': 'Whose' }, choices);
}
