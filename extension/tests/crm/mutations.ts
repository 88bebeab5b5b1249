/**
 * What happens to pages when their makers rebuild them. Each changes the page that is there; what a
 * page says by HTML itself (a table, an aside, `hidden`, an input's value) stays true of its words.
 */

/** Numbers from 0 up to `below`, the same for the same seed. */
export type Next = (below: number) => number;

export function randomly(seed: number): Next {
  let state = (seed * 2_654_435_761) % 2_147_483_647 || 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Names that could be words of the page. */
const NAMES = ['css-1q8z', 'Ada-Byron', 'c7205550142', 'x', 'phone-of-Ada', 'related'];
const NEUTRAL = ['div', 'section', 'span', 'p', 'b'];
const KEPT = ['href', 'value', 'hidden'];

const all = (page: Element, selector = '*'): Element[] => [...page.querySelectorAll(selector)];
const one = <T>(from: readonly T[], next: Next): T | undefined => from[next(from.length || 1)];

function rename(element: Element, tag: string): Element {
  const made = document.createElement(tag);
  for (const name of element.getAttributeNames())
    made.setAttribute(name, element.getAttribute(name) ?? '');
  made.append(...element.childNodes);
  element.replaceWith(made);
  return made;
}

/** What holds these words itself, as text or as a value. */
function holding(page: Element, words: string): Element[] {
  return all(page).filter(
    (element) =>
      ('value' in element && String(element.value) === words) ||
      [...element.childNodes].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() === words,
      ),
  );
}

export interface Facts {
  name: string;
  phone: string;
  /** Roles and the main part are all that tells whose a part of the page is: they stay. */
  roles: boolean;
}

type Mutation = (page: Element, next: Next, facts: Facts) => void;

export const MUTATIONS: Record<string, Mutation> = {
  'a class has another name'(page, next) {
    const classes = all(page).flatMap((element) => [...element.classList]);
    const old = one(classes, next);
    const made = one(NAMES, next) ?? '';
    for (const element of all(page).filter((each) => old && each.classList.contains(old)))
      element.className = element.className.replace(old ?? '', made);
  },
  'no class is as it was'(page) {
    for (const element of all(page, '[class]')) element.className = 'css-1q8z';
  },
  'an attribute is gone'(page, next, { roles }) {
    const names = all(page).flatMap((element) => element.getAttributeNames());
    const name = one(
      names.filter((each) => !KEPT.includes(each) && !(roles && each === 'role')),
      next,
    );
    for (const element of name ? all(page, `[${name}]`) : []) element.removeAttribute(name ?? '');
  },
  'an attribute says something else'(page, next) {
    const marked = all(page).filter((element) =>
      element.getAttributeNames().some((name) => /^(?:data-|id$|name$)/.test(name)),
    );
    const element = one(marked, next);
    const names = element?.getAttributeNames().filter((name) => /^(?:data-|id$|name$)/.test(name));
    const name = one(names ?? [], next);
    // The number that a link or field says of itself is no structure.
    if (name && name !== 'data-phone-number') element?.setAttribute(name, one(NAMES, next) ?? '');
  },
  'a part stands in another one'(page, next) {
    const element = one(all(page), next);
    const around = document.createElement(one(NEUTRAL, next) ?? 'div');
    around.className = one(NAMES, next) ?? '';
    element?.replaceWith(around);
    if (element) around.append(element);
  },
  'the order is another'(page, next) {
    const parent = one(
      [page, ...all(page)].filter(({ children }) => children.length > 1),
      next,
    );
    const [first, ...others] = parent ? [...parent.children] : [];
    if (first) parent?.append(...(next(2) ? others.reverse() : others), first);
  },
  'an element is of another kind'(page, next, { roles }) {
    const main = roles ? '' : ', main';
    const element = one(all(page, `div, section, span, p, h1, h3${main}`), next);
    if (element) rename(element, one(NEUTRAL, next) ?? 'div');
  },
  'the number is somewhere else'(page, _next, { phone }) {
    for (const element of holding(page, phone)) element.parentElement?.remove();
  },
  'the number is no link any more'(page, _next, { phone }) {
    for (const element of holding(page, phone)) {
      const words = document.createElement('span');
      words.textContent = phone;
      element.replaceWith(words);
    }
  },
  'the heading is gone'(page, _next, { name }) {
    for (const element of holding(page, name)) element.remove();
  },
  'nothing is left'(page, next) {
    if (next(3) === 0) page.replaceChildren(...all(page, 'table, aside'));
  },
};

/** Changes the page once to five times; says how. */
export function mutate(page: Element, next: Next, facts: Facts): string[] {
  const names = Object.keys(MUTATIONS);
  return Array.from({ length: 1 + next(5) }, () => {
    const name = one(names, next) ?? '';
    MUTATIONS[name]?.(page, next, facts);
    return name;
  });
}
