/** The dashboard: the pipeline in figures, today's people, what waits. */

import { avatar, h, routeLink } from '../dom.js';
import { DEAL_STAGES, day, money } from '../fields.js';
import { all, find, me } from '../records.js';
import { listPath, recordPath } from '../routes.js';
import { companyLink, stageChip } from './parts.js';

const TODAY = [
  ['contact', '1001', 'Follow up on the revised quote'],
  ['contact', '1005', 'Shingles are ready for pick-up'],
  ['contact', '1007', 'Confirm the crane slot'],
  ['ticket', '705', 'Lintels: two samples come in at noon'],
];

export function homeView() {
  const deals = all('deal');
  const open = deals.filter((deal) => !['Won', 'Lost'].includes(deal.stage));
  const tickets = all('ticket').filter((ticket) => ticket.status !== 'Solved');
  const won = deals.filter((deal) => deal.stage === 'Won');
  return h('main', { 'data-view': 'home' },
    h('div.page-head', {}, h('h1', {}, `Welcome back, ${me().name.split(' ')[0]}`)),
    h('div.figures', {},
      figure('Open pipeline', money(total(open)), `${open.length} deals`),
      figure('Won this quarter', money(total(won)), `${won.length} deals`),
      figure('Open tickets', String(tickets.length), `${tickets.filter((ticket) => ticket.priority === 'High').length} high priority`),
      figure('Contacts', String(all('contact').length), `${all('company').length} companies`)),
    h('div.halves', {},
      h('section.card', {}, h('h2', {}, 'Today'), h('ul.agenda', {}, TODAY.map(task))),
      h('section.card', {}, h('h2', {}, 'Pipeline'), h('ul.bars', {}, DEAL_STAGES.slice(0, 5).map((stage) => bar(stage, deals))))),
    h('section.card', {}, h('h2', {}, 'Closing next', routeLink(listPath('deal'), 'All deals')),
      h('ul.rows', {}, open.toSorted((a, b) => a.close_date.localeCompare(b.close_date)).slice(0, 4).map(closing))));
}

const total = (deals) => deals.reduce((sum, deal) => sum + Number(deal.amount), 0);

const figure = (label, value, note) =>
  h('div.card.figure', {}, h('span', {}, label), h('b', {}, value), h('small', {}, note));

function task([type, id, text]) {
  const record = find(type, id);
  const name = record.name ?? record.subject;
  return h('li', {}, avatar(name, 'small'), h('span', {}, routeLink(recordPath(type, id), name), h('small', {}, text)));
}

function bar(stage, deals) {
  const sum = total(deals.filter((deal) => deal.stage === stage));
  const most = Math.max(...DEAL_STAGES.map((name) => total(deals.filter((deal) => deal.stage === name))));
  return h('li', {}, h('span', {}, stage), h('progress', { max: most, value: sum, 'aria-label': stage }), h('b', {}, money(sum)));
}

const closing = (deal) =>
  h('li', {}, routeLink(recordPath('deal', deal.id), deal.name), companyLink(deal.company_id), stageChip(deal.stage),
    h('b', {}, money(deal.amount)), h('small', {}, day(deal.close_date)));
