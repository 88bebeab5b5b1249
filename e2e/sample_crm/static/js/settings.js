/** The settings menu: how slowly this CRM behaves, to try what stands beside it. */

import { button, h } from './dom.js';
import { delays, setDelays } from './pace.js';
import { openHelp } from './views/help.js';

const SLIDERS = [
  ['page', 'Page behind its address', 'The address changes at once, the old record stays on screen.'],
  ['url', 'Page ahead of its address', 'The new record shows at once, the address follows.'],
];

export function settingsMenu() {
  const menu = h('div.menu', { id: 'settings', hidden: true }, h('h2', {}, 'Connection'), SLIDERS.map(slider));
  const opener = button('', { class: 'quiet', 'aria-label': 'Settings', 'aria-expanded': 'false', 'aria-controls': 'settings' }, 'settings');
  const toggle = (open) => {
    menu.hidden = !open;
    opener.setAttribute('aria-expanded', String(open));
  };
  opener.addEventListener('click', () => toggle(menu.hidden));
  const holder = h('div.menu-holder', {}, opener, menu);
  holder.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') toggle(false);
  });
  document.addEventListener('click', (event) => {
    if (!holder.contains(event.target)) toggle(false);
  });
  const help = button('', { class: 'quiet', 'aria-label': 'Shortcuts', onclick: openHelp }, 'help');
  return [help, holder];
}

function slider([name, label, hint]) {
  const shown = h('span.shown', {}, `${delays()[name]} ms`);
  const input = h('input', {
    type: 'range', min: 0, max: 2000, step: 50, name: `${name}-delay`, 'aria-label': label,
    oninput: (event) => {
      setDelays({ [name]: event.target.value });
      shown.textContent = `${event.target.value} ms`;
    },
  });
  input.value = delays()[name];
  return h('label.slider', {}, h('span', {}, h('b', {}, label), shown), input, h('small', {}, hint));
}
