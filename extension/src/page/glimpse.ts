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
/** Ten to fifteen digits with separators that people use, and an extension. */
const NUMBER =
  /(?<![\w.,/-])\+?\(?\d[\d ().\u00a0\u2010-\u2013-]{8,22}\d(?: ?(?:x|ext\.?) ?\d{1,6})?(?![\w/-])/g;

const visible = (element: Element): boolean =>
  element.checkVisibility({ visibilityProperty: true });

/** What matches and can be seen, in the page's order. */
const seen = (scope: ParentNode, selector: string): Element[] =>
  [...scope.querySelectorAll(selector)].filter(visible);

/** The dialog on top of the page, if any. */
export const frontmost = (document: Document, page: PageSelectors): Element | null =>
  seen(document, page.modal).at(-1) ?? null;

const digits = (phone: string): string => phone.replace(/ ?(?:x|ext).*$/, '').replace(/\D/g, '');

function written(element: Element): string {
  if ('value' in element) return String(element.value);
  const href = element.getAttribute('href');
  return element.getAttribute('data-phone-number') ?? (href ? dialled(href) : element.textContent);
}

/** Numbers that stand as plain text; bounded, since an unknown page may be huge. */
function spelledOut(scope: Element): string[] {
  const found: string[] = [];
  const walk = document.createTreeWalker(scope, NodeFilter.SHOW_TEXT);
  for (let count = 0; count < MOST_TEXTS && walk.nextNode(); count += 1) {
    const { nodeValue, parentElement } = walk.currentNode;
    for (const [match] of nodeValue?.matchAll(NUMBER) ?? []) {
      const length = digits(match).length;
      const date = /^\d{4}-\d\d-\d\d/.test(match);
      if (length > 9 && length < 16 && !date && parentElement && visible(parentElement)) {
        found.push(match);
      }
    }
  }
  return found;
}

function phonesIn(scope: Element, selector: string, text: boolean): string[] {
  const all = seen(scope, selector).map(written);
  if (text) all.push(...spelledOut(scope));
  const once = new Map(all.map((phone) => phone.trim()).map((phone) => [digits(phone), phone]));
  return [...once.values()].filter(isWrittenPhone).slice(0, MOST_PHONES);
}

/** Whether a part of the page says that it shows this record. */
export function claims(
  scope: Element,
  ref: RecordRef,
  identity: PageSelectors['identity'],
): boolean {
  if (identity === null) return false;
  const marked = scope.matches(identity.selector) ? scope : scope.querySelector(identity.selector);
  return (
    marked?.getAttribute(identity.type) === ref.type && marked.getAttribute(identity.id) === ref.id
  );
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
  const modal = frontmost(document, page);
  const scope = modal ?? document.querySelector(page.record);
  if (scope === null) return null;
  const confirmed = ref !== null && claims(scope, ref, page.identity);
  if (ref !== null && !confirmed && (modal ?? page.identity) !== null) return null;
  const [heading = null] = seen(scope, page.heading);
  const name = heading ? written(heading).replace(/\s+/g, ' ').trim().slice(0, 200) : '';
  const fields = page.field ? seen(scope, page.field) : [];
  return {
    name: name || null,
    heading,
    confirmed,
    phones: phonesIn(scope, page.phones, text),
    none:
      text ||
      (fields.length > 0
        ? fields.every((field) => field.querySelector(page.none ?? '*'))
        : confirmed),
  };
}
