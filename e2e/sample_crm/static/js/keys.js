/**
 * The application's own shortcuts, on the window and in the capture phase as greedy pages do,
 * and a record of every key that a person pressed and this page saw: `window.__keysSeen` counts the
 * presses, `window.__keys` lists each event.
 */

import { go, position } from './navigation.js';
import { neighbours } from './records.js';
import { recordPath } from './routes.js';
import { openCallDialog } from './views/call_dialog.js';
import { openHelp } from './views/help.js';
import { closeQuickView } from './views/quick_view.js';
import { startEditing } from './views/record.js';

const ACTIONS = {
  j: () => step('next'),
  k: () => step('previous'),
  e: () => onRecord(startEditing),
  c: () => onRecord(openCallDialog),
  '/': () => document.querySelector('.search input').focus(),
  '?': () => openHelp(),
  Enter: openRow,
  Escape: closeQuickView,
};

export function startKeys() {
  window.__keysSeen = 0;
  window.__keys = [];
  for (const name of ['keydown', 'keypress', 'keyup']) {
    window.addEventListener(name, (event) => {
      if (event.isTrusted) window.__keys.push(`${name}:${event.key}`);
    }, true);
  }
  window.addEventListener('keydown', onKey, true);
}

function onKey(event) {
  if (event.isTrusted) window.__keysSeen += 1;
  const action = ACTIONS[event.key];
  if (!action || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (action() !== false) event.preventDefault();
}

const isTyping = (target) =>
  target instanceof Element && Boolean(target.closest('input, textarea, select, dialog, button, a, [contenteditable]'));

function onRecord(act) {
  const { shown } = position();
  if (shown.view !== 'record') return false;
  act(shown.type, shown.id);
  return true;
}

function step(direction) {
  const { shown } = position();
  if (shown.view === 'record') {
    const id = neighbours(shown.type, shown.id)[direction];
    if (id) go(recordPath(shown.type, id));
    return true;
  }
  return shown.view === 'list' && moveRow(direction === 'next' ? 1 : -1);
}

function moveRow(by) {
  const rows = [...document.querySelectorAll('main tbody tr')];
  const at = rows.findIndex((row) => row.hasAttribute('data-current'));
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
  rows[at]?.removeAttribute('data-current');
  next?.setAttribute('data-current', '');
  next?.scrollIntoView({ block: 'nearest' });
  return Boolean(next);
}

function openRow() {
  const row = document.querySelector('main tbody tr[data-current]');
  if (!row) return false;
  go(recordPath(position().shown.type, row.dataset.id));
  return true;
}
