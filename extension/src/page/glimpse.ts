/** One look at the page, now: the name and the numbers of the record that is in front. */
import type { PageSelectors } from '../crm/adapter';
import { isWrittenPhone, type RecordRef } from '../messages';
import { dialled } from './tel';

export interface Glimpse {
  name: string | null;
  phones: string[];
  heading: Element | null;
  /** The page itself says that this is the record. */
  confirmed: boolean;
}

const MOST_PHONES = 12;
const MOST_TEXTS = 1500;
/** Ten to fifteen digits with separators that people use, and an extension. */
const NUMBER = /(?<![\w.,/-])\+?\(?\d[\d ().\u00a0\u2010-\u2013-]{8,22}\d(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w/-])/g;
const DATE = /\b\d{4}-\d\d-\d\d\b/;

const visible = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true });

const frontmost = (scope: ParentNode, selector: string): Element | null =>
  [...scope.querySelectorAll(selector)].filter(visible).at(-1) ?? null;

function nameIn(scope: Element, selector: string): { name: string | null; heading: Element | null } {
  const heading = [...scope.querySelectorAll(selector)].find(visible) ?? null;
  const field = heading?.matches('input, textarea') ? heading : heading?.querySelector('input');
  const own = field && 'value' in field ? String(field.value) : (heading?.textContent ?? '');
  const name = own.replace(/\s+/g, ' ').trim().slice(0, 200);
  return { name: name === '' ? null : name, heading };
}

function written(element: Element): string {
  if ('value' in element && element.matches('input')) return String(element.value);
  const marked = element.getAttribute('data-phone-number');
  const href = element.getAttribute('href');
  if (marked !== null || href === null) return marked ?? element.textContent ?? '';
  return dialled(href);
}

/** Numbers that stand as plain text; bounded, since an unknown page may be huge. */
function spelledOut(scope: Element): string[] {
  const found: string[] = [];
  const walk = scope.ownerDocument.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < MOST_TEXTS && found.length < MOST_PHONES; count += 1) {
    const node = walk.nextNode();
    if (node === null) break;
    for (const [match] of node.nodeValue?.matchAll(NUMBER) ?? []) {
      const digits = match.replace(/ ?(?:x|ext).*$/, '').replace(/\D/g, '').length;
      if (digits < 10 || digits > 15 || DATE.test(match)) continue;
      if (node.parentElement !== null && visible(node.parentElement)) found.push(match);
    }
  }
  return found;
}

function phonesIn(scope: Element, selector: string, text: boolean): string[] {
  const marked = [...scope.querySelectorAll(selector)].filter(visible).map(written);
  const digits = (phone: string): string => phone.replace(/\D/g, '');
  const all = [...marked, ...(text ? spelledOut(scope) : [])].map((phone) => phone.trim());
  const seen = new Set<string>();
  return all
    .filter((phone) => isWrittenPhone(phone) && !seen.has(digits(phone)) && seen.add(digits(phone)))
    .slice(0, MOST_PHONES);
}

/** What a part of the page says it shows: `type id`, or null when it does not say. */
function claims(scope: Element, identity: NonNullable<PageSelectors['identity']>): string | null {
  const marked = scope.matches(identity.selector) ? scope : scope.querySelector(identity.selector);
  if (marked === null) return null;
  return `${marked.getAttribute(identity.type)} ${marked.getAttribute(identity.id)}`;
}

/**
 * @param text also read numbers that are not links, for pages that no adapter knows
 * @returns null where the record can't be seen: not rendered, another record's, or under a dialog
 */
export function glimpse(
  document: Document,
  ref: RecordRef | null,
  page: PageSelectors,
  text: boolean,
): Glimpse | null {
  const modal = frontmost(document, page.modal);
  const scope = modal ?? document.querySelector(page.record);
  if (scope === null) return null;
  let confirmed = false;
  if (ref !== null) {
    const claimed = page.identity && claims(scope, page.identity);
    confirmed = claimed === `${ref.type} ${ref.id}`;
    if (!confirmed && (modal !== null || page.identity !== null)) return null;
  }
  const { name, heading } = nameIn(scope, page.heading);
  return { name, heading, confirmed, phones: phonesIn(scope, page.phones, text) };
}
