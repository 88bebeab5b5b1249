/** The page of a CRM that was taken over: says so, and shows what its script got hold of. */

import { h, routeLink } from '../dom.js';
import { recordPath } from '../routes.js';

export function hostileView() {
  return h('main', { 'data-view': 'hostile' },
    h('div.page-head', {}, h('h1', {}, 'This page attacks what stands beside it')),
    h('section.card', {},
      h('p', {}, 'Its script wraps the page’s functions, looks for frames and shadow roots, and writes down everything it sees. ',
        routeLink(recordPath('contact', '1001'), 'Open a record'), ' to bring the attack along.')));
}
