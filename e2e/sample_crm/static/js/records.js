/** The records of the account: looked up, related to each other, and changed for this tab. */

import { account } from './routes.js';

const KEY = `crm.saved.${account}`;
const COLLECTIONS = { contact: 'contacts', company: 'companies', deal: 'deals', ticket: 'tickets', lead: 'leads' };

let book = null;
let saved = { fields: {}, activities: [] };

export async function loadRecords() {
  const answer = await fetch(`/a/${account}/records.json`);
  book = await answer.json();
  saved = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') ?? saved;
}

export const workspace = () => book.workspace;
export const me = () => book.users[0];
export const userName = (id) => book.users.find((user) => user.id === id)?.name ?? null;
export const users = () => book.users;

export const all = (type) => book[COLLECTIONS[type]].map((record) => withChanges(type, record));

export function find(type, id) {
  const record = book[COLLECTIONS[type]].find((candidate) => candidate.id === id);
  return record ? withChanges(type, record) : null;
}

export const labelOf = (type, record) => (type === 'ticket' ? record.subject : record.name);

/** The record before and after this one in its list; null at either end. */
export function neighbours(type, id) {
  const ids = book[COLLECTIONS[type]].map((record) => record.id);
  const at = ids.indexOf(id);
  return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null, at: at + 1, of: ids.length };
}

export function peopleOf(type, record) {
  if (type === 'company') return all('contact').filter((contact) => contact.company_id === record.id);
  return (record.contact_ids ?? []).map((id) => find('contact', id)).filter(Boolean);
}

export const dealsOf = (type, record) => naming('deal', type, record);
export const ticketsOf = (type, record) => naming('ticket', type, record);

function naming(kind, type, record) {
  if (type === 'contact') return all(kind).filter((item) => item.contact_ids.includes(record.id));
  if (type === 'company') return all(kind).filter((item) => item.company_id === record.id);
  return [];
}

/** Newest first. */
export function activitiesOf(type, id) {
  return [...book.activities, ...saved.activities]
    .filter((activity) => activity.record_type === type && activity.record_id === id)
    .sort((one, other) => other.at.localeCompare(one.at));
}

export function addActivity(type, id, kind, text) {
  const at = new Date().toISOString();
  saved.activities.push({ record_type: type, record_id: id, kind, at, by: me().id, text });
  keep();
}

export function saveFields(type, id, fields) {
  const key = `${type}/${id}`;
  saved.fields[key] = { ...saved.fields[key], ...fields };
  keep();
}

/** Records whose name, e-mail, company or number contains the words; at most `limit`. */
export function search(words, limit = 8) {
  const needle = words.trim().toLowerCase();
  const digits = needle.replace(/\D/g, '');
  if (!needle) return [];
  const hits = [];
  for (const type of Object.keys(COLLECTIONS)) {
    for (const record of all(type)) {
      const text = [labelOf(type, record), record.email, record.company].filter(Boolean).join(' ').toLowerCase();
      const numbers = (record.phones ?? []).map((phone) => phone.raw.replace(/\D/g, ''));
      const dialled = digits.length >= 4 && numbers.some((number) => number.includes(digits));
      if (text.includes(needle) || dialled) hits.push({ type, record });
    }
  }
  return hits.slice(0, limit);
}

function withChanges(type, record) {
  const changes = saved.fields[`${type}/${record.id}`];
  if (!changes) return record;
  const changed = { ...record, phones: record.phones?.map((phone) => ({ ...phone })) };
  for (const [field, value] of Object.entries(changes)) {
    const [, position] = /^phones\.(\d+)$/.exec(field) ?? [];
    if (position === undefined) changed[field] = value;
    else changed.phones[Number(position)].raw = value;
  }
  if (type === 'contact' || type === 'lead') changed.name = fullName(changed, changes);
  return changed;
}

function fullName(record, changes) {
  if (changes.first_name === undefined && changes.last_name === undefined) return record.name;
  return [record.first_name, record.last_name].filter(Boolean).join(' ') || record.name;
}

function keep() {
  sessionStorage.setItem(KEY, JSON.stringify(saved));
}
