/** Starts Northside CRM and offers `window.crm` to people who test beside it. */

import { editing } from './edits.js';
import { startKeys } from './keys.js';
import { go, position, startNavigation } from './navigation.js';
import { delays, loadDelays, setDelays } from './pace.js';
import { loadRecords } from './records.js';
import { buildShell, drawPage, pageTitle } from './shell.js';
import { openQuickView, quickViewId } from './views/quick_view.js';

const place = (route) => route && { view: route.view, type: route.type, id: route.id };

/** What is asked for, what is shown, and whether the two and the address agree. */
function state() {
  const { wanted, shown, settled } = position();
  return {
    path: location.pathname,
    title: document.title,
    wanted: place(wanted),
    shown: place(shown),
    settled,
    delays: delays(),
    editing: editing(),
    quickView: quickViewId(),
  };
}

loadDelays();
startKeys();
await loadRecords();
buildShell(document.getElementById('app'));
startNavigation(drawPage, pageTitle);
window.crm = { go, setDelays, state, quickView: openQuickView };
document.getElementById('app').setAttribute('data-ready', '');
