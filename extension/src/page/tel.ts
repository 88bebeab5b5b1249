/**
 * A pressed `tel:` link shows that number in the sidebar as well. The call itself is left alone:
 * who dials from the CRM keeps dialling. One listener on the document; links are never searched.
 */
import { isWrittenPhone } from '../record';
import { decode } from './locate';

const TEL = 'a[href^="tel:" i]';

/** The number that a `tel:` or `sms:` address dials, as written; some CRMs say `tel:` twice. */
export const dialled = (href: string): string =>
  decode(href.replace(/^(?:(?:tel|sms):)+/i, '')).trim();

export function watchTel(
  document: Document,
  pressed: (number: string) => void,
  signal: AbortSignal,
): void {
  document.addEventListener(
    'click',
    (event) => {
      if (!event.isTrusted) return; // a page's script pressed it, not a person
      const link = event
        .composedPath()
        .find((target): target is Element => target instanceof Element && target.matches(TEL));
      const number = dialled(link?.getAttribute('href') ?? '');
      if (isWrittenPhone(number)) pressed(number);
    },
    { signal, capture: true, passive: true },
  );
}
