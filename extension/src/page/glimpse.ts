/** One look at the page, now: the name and the numbers of the record that is in front. */
import type { PageSelectors } from '../crm/adapter';
import { isWrittenPhone, type RecordRef } from '../record';
import { dialled } from './tel';

export interface Glimpse {
  name: string | null;
  phones: string[];
  /** There is a place for a number, and it says that there is none. */
  none: boolean;
  heading: Element | null;
  /** The page itself says that this is the record. */
  confirmed: boolean;
}

const MOST_PHONES = 12;
const MOST_TEXTS = 1500;
const visible = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true });

/** What matches and can be seen, in the page's order. */
export const seen = (scope: ParentNode, selector: string): Element[] =>
  [...scope.querySelectorAll(selector)].filter(visible);

/** The dialog on top of the page, if any. */
export const frontmost = (document: Document, page: PageSelectors): Element | null =>
  seen(document, page.modal).at(-1) ?? null;

const digits = (phone: string): string => phone.replace(/ ?(?:x|ext).*$/, '').replace(/\D/g, '');

/** What it says: as a field, a link that dials, or in words. */
export function written(element: Element): string {
  if ('value' in element) return String(element.value);
  const href = element.getAttribute('href');
  return element.getAttribute('data-phone-number') ?? (href ? dialled(href) : element.textContent);
}

/** Numbers that stand as plain text; bounded, since an unknown page may be huge. */
function spelledOut(scope: Element, pattern: string): string[] {
  const found: string[] = [];
  const numbers = new RegExp(pattern, 'g');
  const walk = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < MOST_TEXTS && walk.nextNode(); count += 1) {
    const { nodeValue, parentElement } = walk.currentNode;
    const matches = nodeValue?.match(numbers);
    if (matches && parentElement && visible(parentElement)) found.push(...matches);
  }
  return found.filter((number) => /^\d{10,15}$/.test(digits(number)));
}

function phonesIn(scope: Element, page: PageSelectors): string[] {
  const all = seen(scope, page.phones).map(written);
  if (page.text) all.push(...spelledOut(scope, page.text));
  const once = new Map(all.map((phone) => phone.trim()).map((phone) => [digits(phone), phone]));
  return [...once.values()].filter(isWrittenPhone).slice(0, MOST_PHONES);
}

/** Whether a part of the page says that it shows this record, by its marks or all of its links. */
export function claims(
  scope: Element,
  ref: RecordRef,
  { identity, front }: PageSelectors,
): boolean {
  if (identity === null) {
    const links = front ? seen(scope, front) : [];
    const names = (link: Element): boolean => `${link}`.split(/[/?#&=]/).includes(ref.id);
    return links.length > 0 && links.every(names);
  }
  const marked = scope.matches(identity.selector) ? scope : scope.querySelector(identity.selector);
  return (
    marked?.getAttribute(identity.type) === ref.type && marked.getAttribute(identity.id) === ref.id
  );
}

/** Null where the record can't be seen: not rendered, another record's, or under a dialog. */
export function glimpse(
  document: Document,
  ref: RecordRef | null,
  page: PageSelectors,
): Glimpse | null {
  const modal = frontmost(document, page);
  const [scope] = modal ? [modal] : seen(document, page.record);
  if (!scope) return null;
  const confirmed = ref !== null && claims(scope, ref, page);
  const [heading = null] = seen(scope, page.heading);
  const name = heading ? written(heading).replace(/\s+/g, ' ').trim().slice(0, 200) : '';
  if (ref !== null && !confirmed && (modal || page.identity || !name)) return null;
  const fields = page.field ? seen(scope, page.field) : [];
  const none = fields.length > 0 && fields.every((field) => field.querySelector(page.none ?? '*'));
  return {
    name: name || null,
    heading,
    confirmed,
    phones: phonesIn(scope, page),
    none: none || page.text !== null || (confirmed && !!page.field && fields.length === 0),
  };
}
