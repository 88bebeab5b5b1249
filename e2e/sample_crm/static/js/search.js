/** The search box of the bar: names, e-mail addresses and the digits of a number. */

import { avatar, h, icon, routeLink } from './dom.js';
import { SINGULAR } from './fields.js';
import { go } from './navigation.js';
import { labelOf, search } from './records.js';
import { recordPath } from './routes.js';

export function searchBox() {
  const results = h('div.results', { hidden: true });
  const input = h('input', {
    type: 'search', placeholder: 'Search people, companies, numbers', 'aria-label': 'Search',
    autocomplete: 'off', name: 'search',
  });
  const close = () => {
    results.hidden = true;
  };
  input.addEventListener('input', () => {
    results.replaceChildren(...rows(input.value));
    results.hidden = !input.value.trim();
  });
  input.addEventListener('keydown', (event) => {
    const first = results.querySelector('a');
    if (event.key === 'Enter' && first) {
      go(first.getAttribute('href'));
      close();
      input.blur();
    } else if (event.key === 'Escape') {
      close();
      input.blur();
    }
  });
  results.addEventListener('click', close);
  const box = h('div.search', { role: 'search' }, icon('search'), input, h('kbd', {}, '/'), results);
  box.addEventListener('focusout', (event) => {
    if (!box.contains(event.relatedTarget)) close();
  });
  return box;
}

function rows(words) {
  const hits = search(words).map(({ type, record }) =>
    routeLink(recordPath(type, record.id), [
      avatar(labelOf(type, record), 'small'), h('span', {}, labelOf(type, record)), h('small', {}, SINGULAR[type]),
    ]));
  return hits.length ? hits : [h('p', {}, 'Nothing found')];
}
