/**
 * Moves between pages. A navigation has two halves, the address and the content, and `pace`
 * says when each happens. The newest navigation wins: what an older one still owes is dropped.
 */

import { delays } from './pace.js';
import { parse } from './routes.js';

const FLAP = 30;

let ticket = 0;
let timers = [];
let wanted = null;
let shown = null;
let owed = 0;
let abandon = () => {};
let render = () => {};
let titleOf = () => '';

/** `draw(route)` replaces the content; `title(route)` names it. Shows the page of the first load. */
export function startNavigation(draw, title) {
  render = draw;
  titleOf = title;
  wanted = parse(location.href);
  show(wanted);
  window.addEventListener('popstate', () => travel(parse(location.href), { push: false }));
  document.addEventListener('click', followLink);
}

/** Resolves true when address and content agree, false when a newer navigation took over. */
export function go(path) {
  const route = parse(path);
  if (!route) return Promise.reject(new Error(`No page of this application: ${path}`));
  if (route.path === wanted.path && owed === 0) return Promise.resolve(true);
  return travel(route, { push: true });
}

/** Draws the current content again, after a save or when editing begins. */
export const redraw = () => render(shown);

export const position = () => ({ wanted, shown, settled: owed === 0 });

function travel(route, { push }) {
  abandon();
  timers.forEach(clearTimeout);
  timers = [];
  const mine = ++ticket;
  const { page, url } = delays();
  const oldTitle = document.title;
  wanted = route;
  owed = push ? 2 : 1;
  busy();
  return new Promise((resolve) => {
    abandon = () => resolve(false);
    const settle = () => {
      owed -= 1;
      busy();
      if (owed === 0 && mine === ticket) resolve(true);
    };
    if (push) later(url, () => commit(route, { oldTitle, page, url }), settle);
    later(page, () => show(route), settle);
  });
}

function later(delay, act, then) {
  const run = () => {
    act();
    then();
  };
  if (delay === 0) run();
  else timers.push(setTimeout(run, delay));
}

/**
 * Real routers set the title around the push, to name the entry of the history: it is seen
 * going back and forth between the two pages while the address changes.
 */
function commit(route, { oldTitle, page, url }) {
  const newTitle = titleOf(route);
  if (url > page) {
    document.title = oldTitle;
    history.pushState({}, '', route.path);
    timers.push(setTimeout(() => { document.title = newTitle; }, FLAP));
  } else if (page > 0) {
    history.pushState({}, '', route.path);
    document.title = newTitle;
    timers.push(setTimeout(() => { document.title = oldTitle; }, page / 2));
  } else {
    history.pushState({}, '', route.path);
  }
}

function show(route) {
  shown = route;
  render(route);
  document.title = titleOf(route);
  window.scrollTo(0, 0);
}

function busy() {
  document.getElementById('app').toggleAttribute('data-busy', owed > 0);
}

function followLink(event) {
  const link = event.target.closest?.('a[data-route]');
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  go(link.getAttribute('href'));
}
