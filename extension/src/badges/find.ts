/** The numbers on a page: its `tel:` links, and cells of its lists that hold nothing but a number. */
import { dialled } from '../page/tel';
import { isWrittenPhone } from '../record';

export const MOST_NUMBERS = 200;
/** A page may have any number of cells; so many are looked at. */
const MOST_CELLS = 4000;

const LINK = 'a[href^="tel:" i]';
const CELL = 'td, li, [role="cell"], [role="gridcell"], [role="listitem"]';

/** As people write numbers: nothing else in the cell, separators, 7 digits at least. */
const NUMBER = /^\+?\(?\d[\d \u00a0()./\u2010-\u2015-]{5,24}\d$/;
const DATE = /^\d{1,4}([-./])\d{1,2}\1\d{1,4}$/;
const LONGEST = 32;
/** ITU-T E.164, section 6.2. */
const MOST_DIGITS = 15;

/** Whether a text is probably a number to call. The server knows; this spares it the rest. */
export function looksLikePhone(text: string): boolean {
  if (text.length > LONGEST || !NUMBER.test(text) || DATE.test(text)) return false;
  const digits = text.replace(/\D/g, '').length;
  const separated = digits < text.length;
  return digits >= (separated ? 7 : 10) && digits <= MOST_DIGITS;
}

/** The number that an element shows now, null where it shows none. */
export function numberOf(element: Element): string | null {
  const link = element.matches(LINK);
  const written = link
    ? dialled(element.getAttribute('href') ?? '')
    : (element.textContent ?? '').trim();
  return (link ? isWrittenPhone(written) : looksLikePhone(written)) ? written : null;
}

/** The elements that show a number, in the page's order, with what they show. */
export function findNumbers(page: ParentNode): Map<Element, string> {
  const found = new Map<Element, string>();
  const take = (element: Element): void => {
    const number = found.size < MOST_NUMBERS ? numberOf(element) : null;
    if (number !== null) found.set(element, number);
  };
  for (const link of page.querySelectorAll(LINK)) take(link);
  let looked = 0;
  for (const cell of page.querySelectorAll<HTMLElement>(CELL)) {
    looked += 1;
    if (looked > MOST_CELLS || found.size >= MOST_NUMBERS) break;
    // A cell with many parts holds more than a number, and its text would be long to gather.
    if (cell.childElementCount > 3 || cell.isContentEditable) continue;
    if (cell.querySelector(LINK) === null) take(innermost(cell));
  }
  return found;
}

/** The element right around a cell's text. */
function innermost(cell: Element): Element {
  let at = cell;
  for (let child = at.firstElementChild; child !== null; child = at.firstElementChild) {
    if (child.textContent?.trim() !== at.textContent?.trim()) break;
    at = child;
  }
  return at;
}
