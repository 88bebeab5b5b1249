/** The fields of a record, to read or to edit. */

import { h } from '../dom.js';
import { type as keepTyped, typed } from '../edits.js';
import { day, FIELDS, moment, money } from '../fields.js';
import { phoneValues } from '../phones.js';
import { companyLink, mailLink, ownerCell, stageChip } from './parts.js';

const EDITABLE = new Set(['text', 'email', 'money', 'date', 'choice', 'phones']);
const INPUT_TYPE = { text: 'text', email: 'email', money: 'number', date: 'date' };

export function details(recordType, record, editing) {
  return FIELDS[recordType].map((field) =>
    h('div.field', { 'data-field': field.key },
      h('dt', {}, field.label),
      h('dd', {}, editing && EDITABLE.has(field.kind) ? inputs(recordType, record, field) : value(record, field))));
}

function value(record, field) {
  const raw = record[field.key];
  if (field.kind === 'phones') return phoneValues(record);
  if (field.kind === 'user') return ownerCell(raw);
  if (field.kind === 'company') return companyLink(raw);
  if (raw === '' || raw === undefined) return h('span.muted', {}, '–');
  if (field.kind === 'email') return mailLink(raw);
  if (field.kind === 'money') return money(raw);
  if (field.kind === 'date') return day(raw);
  if (field.kind === 'moment') return moment(raw);
  if (field.kind === 'choice') return stageChip(raw);
  return raw;
}

function inputs(recordType, record, field) {
  const unsaved = typed(recordType, record.id);
  const bind = (name, current) => ({
    name,
    value: unsaved[name] ?? current ?? '',
    oninput: (event) => keepTyped(recordType, record.id, name, event.target.value),
  });
  if (field.kind === 'phones') {
    if (!record.phones.length) return value(record, field);
    return record.phones.map((phone, index) =>
      h('label.phone-row', {}, h('input', { type: 'tel', ...bind(`phones.${index}`, phone.raw) }), h('small', {}, phone.label)));
  }
  const { name, value: current, oninput } = bind(field.key, record[field.key]);
  if (field.kind === 'choice') {
    const options = field.choices.map((choice) => h('option', { selected: choice === current }, choice));
    return h('select', { name, oninput, 'aria-label': field.label }, options);
  }
  return h('input', { type: INPUT_TYPE[field.kind], name, value: current, oninput, 'aria-label': field.label });
}
