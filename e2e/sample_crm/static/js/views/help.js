/** The list of shortcuts. */

import { button, h } from '../dom.js';
import { SHORTCUTS } from '../shortcuts.js';

export function openHelp() {
  const dialog = h('dialog.sheet', { 'aria-label': 'Shortcuts' },
    h('h2', {}, 'Shortcuts'),
    h('dl.keys', {}, SHORTCUTS.map(([key, meaning]) => [h('dt', {}, h('kbd', {}, key)), h('dd', {}, meaning)])),
    h('footer', {}, button('Close', { onclick: () => dialog.close() })));
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
