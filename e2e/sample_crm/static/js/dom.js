/** Elements without markup strings: the page's policy allows no inline style and no inline script. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element. `tag` is "name.class.class"; an attribute named `on…` is a listener,
 * `true` an empty attribute, and `null` or `false` leaves it out.
 */
export function h(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  if (classes.length) element.className = classes.join(' ');
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (key === 'value') element.value = value;
    else element.setAttribute(key, value === true ? '' : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== false));
  return element;
}

export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `/static/icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** A round picture of initials; the same name always has the same of six hues. */
export function avatar(name, size = '') {
  const words = name.replace(/[^\p{L}\s-]/gu, '').split(/\s+/).filter((word) => word !== 'Dr');
  const initials = words.filter(Boolean).slice(0, 2).map((word) => [...word][0].toUpperCase());
  const hue = [...name].reduce((sum, letter) => sum + letter.codePointAt(0), 0) % 6;
  return h(`span.avatar.hue-${hue}${size ? `.${size}` : ''}`, { 'aria-hidden': 'true' }, initials.join('') || '?');
}

export function button(label, attributes = {}, iconName = null) {
  return h('button', { type: 'button', ...attributes }, iconName && icon(iconName), label && h('span', {}, label));
}

/** A link that navigates inside the application; the router listens for `data-route`. */
export function routeLink(path, label, attributes = {}) {
  return h('a', { href: path, 'data-route': true, ...attributes }, label);
}
