/** Numbers as a careless CRM shows them: the link carries the raw text, whatever it is. */

import { h, icon } from './dom.js';

const dialable = (raw) => (raw.match(/\p{Nd}/gu)?.length ?? 0) >= 3;

/** A `tel:` link with the raw number, its blanks removed; text that holds no number stays text. */
export function phoneLink(phone, attributes = {}) {
  if (!dialable(phone.raw)) return h('span.phone-text', {}, phone.raw);
  const href = `tel:${phone.raw.replaceAll(' ', '')}`;
  return h('a.phone', { href, 'data-phone': true, 'data-label': phone.label, ...attributes }, phone.raw);
}

/** The first number for the head of a page, or nothing where there is none to link. */
export function headPhone(record) {
  const [first] = record.phones ?? [];
  return first && dialable(first.raw) ? h('span.head-phone', {}, icon('phone'), phoneLink(first)) : null;
}

/** Numbers of a record as field values; "None" where it has none; pixels where it is only a scan. */
export function phoneValues(record) {
  if (record.phone_drawn) return [drawing(record.phone_drawn)];
  if (!record.phones.length) return [h('span.none-value', {}, 'None')];
  return record.phones.map((phone) => h('div.phone-row', {}, phoneLink(phone), h('small', {}, phone.label)));
}

function drawing(text) {
  const scale = 2;
  const canvas = h('canvas.scan', { width: 150 * scale, height: 22 * scale, role: 'img', 'aria-label': 'Scanned card' });
  const pen = canvas.getContext('2d');
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  pen.scale(scale, scale);
  pen.fillStyle = dark ? '#e6ecee' : '#1d2b30';
  pen.font = 'italic 15px Georgia, "DejaVu Serif", serif';
  pen.fillText(text, 1, 16);
  return canvas;
}
