/** Which page an address names, and which address a page has. */

/** @typedef {{view: 'home'|'list'|'record'|'hostile', type: string|null, id: string|null, path: string}} Route */

const LISTS = { contacts: 'contact', companies: 'company', deals: 'deal', tickets: 'ticket', leads: 'lead' };
const NAMES = Object.fromEntries(Object.entries(LISTS).map(([list, type]) => [type, list]));

export const account = location.pathname.split('/')[2] ?? '';
export const TYPES = Object.values(LISTS);

export const homePath = () => `/a/${account}`;
export const listPath = (type) => `/a/${account}/${NAMES[type]}`;
export const recordPath = (type, id) => `${listPath(type)}/${id}`;

/** @returns {Route|null} null for an address that is no page of this application */
export function parse(address) {
  const path = new URL(address, location.origin).pathname;
  const [, a, owner, list, id, ...rest] = path.split('/');
  if (a !== 'a' || owner !== account || rest.length) return null;
  if (!list) return { view: 'home', type: null, id: null, path };
  if (list === 'hostile' && !id) return { view: 'hostile', type: null, id: null, path };
  const type = LISTS[list];
  if (!type) return null;
  return id ? { view: 'record', type, id, path } : { view: 'list', type, id: null, path };
}
