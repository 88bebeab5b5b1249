/** "Log a call": a modal dialog, so that everything outside it is inert while it is open. */

import { button, h } from '../dom.js';
import { redraw } from '../navigation.js';
import { addActivity, find, labelOf } from '../records.js';

export function openCallDialog(type, id) {
  const form = h('form', { method: 'dialog' },
    h('h2', {}, 'Log a call'),
    h('p.with', {}, `With ${labelOf(type, find(type, id))}`),
    h('label', {}, 'Outcome', h('select', { name: 'outcome' },
      ['Connected', 'Left voicemail', 'No answer', 'Wrong number'].map((name) => h('option', {}, name)))),
    h('label', {}, 'Notes', h('textarea', { name: 'notes', rows: 4 })),
    h('footer', {}, button('Cancel', { onclick: () => dialog.close('cancel') }),
      h('button.primary', { type: 'submit', value: 'save' }, 'Save call')));
  const dialog = h('dialog.sheet', { 'aria-label': 'Log a call' }, form);
  dialog.addEventListener('close', () => {
    const answers = new FormData(form);
    dialog.remove();
    if (dialog.returnValue !== 'save') return;
    addActivity(type, id, 'call', [answers.get('outcome'), answers.get('notes')].filter(Boolean).join(': '));
    redraw();
  });
  document.body.append(dialog);
  dialog.showModal();
}
