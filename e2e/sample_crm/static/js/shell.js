/** The frame around every page: navigation on the left, the bar on top, the stage between. */

import { avatar, h, icon, routeLink } from './dom.js';
import { SINGULAR, TITLES } from './fields.js';
import { find, labelOf, me } from './records.js';
import { homePath, listPath, TYPES } from './routes.js';
import { searchBox } from './search.js';
import { settingsMenu } from './settings.js';
import { hostileView } from './views/hostile.js';
import { homeView } from './views/home.js';
import { listView } from './views/list.js';
import { closeQuickView } from './views/quick_view.js';
import { missingView, recordView } from './views/record.js';

const VIEWS = { home: homeView, list: listView, hostile: hostileView };

let stage = null;

export function buildShell(app) {
  stage = h('div.stage');
  const bar = h('header.topbar', {}, searchBox(), h('div.bar-end', {}, settingsMenu(), account()));
  app.replaceChildren(h('div.frame', {}, sideNavigation(), h('div.column', {}, bar, h('div.progress'), stage)));
}

export function drawPage(route) {
  closeQuickView();
  stage.replaceChildren(pageOf(route));
  for (const link of document.querySelectorAll('.sidenav a')) {
    const here = link.dataset.section === (route.type ?? route.view);
    link.toggleAttribute('data-here', here);
    if (here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
}

export function pageTitle(route) {
  return `${subject(route)} | Northside CRM`;
}

function pageOf(route) {
  if (route.view !== 'record') return VIEWS[route.view](route);
  const record = find(route.type, route.id);
  return record ? recordView(route.type, record) : missingView(route.type);
}

function subject(route) {
  if (route.view === 'list') return TITLES[route.type];
  if (route.view !== 'record') return 'Home';
  const record = find(route.type, route.id);
  return record ? labelOf(route.type, record) : `${SINGULAR[route.type]} not found`;
}

function sideNavigation() {
  const entry = (section, path, label, image) =>
    routeLink(path, [icon(image), h('span', {}, label)], { 'data-section': section, title: label });
  return h('nav.sidenav', { 'aria-label': 'Main' },
    h('div.brand', {}, h('img', { src: '/static/mark.svg', alt: '', width: 28, height: 28 }),
      h('span', {}, h('b', {}, 'Northside'), ' CRM')),
    entry('home', homePath(), 'Home', 'home'),
    TYPES.map((type) => entry(type, listPath(type), TITLES[type], type)),
    h('p.branch', {}, 'Northside Supply', h('small', {}, 'Denver yard')),
  );
}

function account() {
  return h('span.me', { title: me().email }, avatar(me().name, 'small'), h('span', {}, me().name));
}
