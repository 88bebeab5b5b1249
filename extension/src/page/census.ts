/**
 * What a page is built of, for the case that a record's page has changed and nothing of it is found
 * any more. Not a part of the content script: the service worker brings it into the page when that
 * happens, once a day at most. Says tags, ARIA roles, names of data attributes and counts; no text, no
 * value of any attribute, no address, and no name that holds what looks like an id.
 */
import type { PageSelectors } from '../crm/adapter';
import type { Part, Structure } from '../structure';
import { frontmost, seen, written } from './glimpse';
import { MARKER } from './parts';

const MOST_LINES = 150;
const DEEPEST = 9;
const MOST_NAMES = 6;
const PASSED_OVER = `script, style, link, meta, template, svg, [${MARKER}]`;
const ROLES =
  /^(?:alert|article|banner|button|cell|columnheader|complementary|contentinfo|dialog|document|feed|form|grid|gridcell|group|heading|img|link|list|listbox|listitem|main|menu|navigation|none|presentation|region|row|rowgroup|search|status|tab|table|tablist|tabpanel|textbox|toolbar|tree|treeitem)$/;
const COUNTED = {
  tel: 'a[href^="tel:" i]',
  tel_inputs: 'input[type="tel"]',
  h1: 'h1',
  h2: 'h2',
  main: 'main, [role="main"]',
  dialogs: 'dialog, [role="dialog"]',
  frames: 'iframe',
};

/** A name that somebody wrote into a program; one with many digits may be somebody's. */
const isName = (name: string): boolean =>
  name.length <= 40 && /^[a-z]+(?:[a-z0-9_]*-?)*$/.test(name) && !/\d{3}/.test(name);

function label(element: Element): string {
  const tag = isName(element.localName) ? element.localName : '?';
  const role = element.getAttribute('role') ?? '';
  const names = element
    .getAttributeNames()
    .filter((name) => name.startsWith('data-') && isName(name))
    .sort()
    .slice(0, MOST_NAMES);
  return tag + (ROLES.test(role) ? `(${role})` : '') + names.map((name) => `[${name}]`).join('');
}

function outline(from: Element): string[] {
  const lines: string[] = [];
  const visit = (element: Element, depth: number): void => {
    if (depth > DEEPEST) return;
    const kinds = new Map<string, Element[]>();
    for (const child of [...element.children].slice(0, 200)) {
      if (child.matches(PASSED_OVER)) continue;
      const said = label(child);
      kinds.set(said, [...(kinds.get(said) ?? []), child]);
    }
    for (const [said, [first, ...others]] of kinds) {
      if (lines.length >= MOST_LINES || first === undefined) return;
      const times = others.length > 0 ? ` ×${others.length + 1}` : '';
      lines.push(`${'>'.repeat(depth)}${said}${times}`);
      visit(first, depth + 1);
    }
  };
  visit(from, 1);
  return lines;
}

/** Null where the page is as expected, or under a dialog. */
export function census(document: Document, page: PageSelectors): Structure | null {
  if (frontmost(document, page) !== null) return null;
  const [scope] = seen(document, page.record);
  const missing: Part[] = [];
  if (scope === undefined) missing.push('record');
  else {
    const [heading] = seen(scope, page.heading);
    if (heading === undefined || !written(heading).trim()) missing.push('heading');
    // Without a known place for numbers nobody can tell none from not found.
    const places = page.field === null ? null : `${page.field}, ${page.phones}`;
    if (places !== null && seen(scope, places).length === 0) missing.push('phones');
  }
  if (missing.length === 0) return null;
  const counts = Object.fromEntries(
    Object.entries(COUNTED).map(([name, what]) => [name, document.querySelectorAll(what).length]),
  );
  return { missing, counts, outline: outline(document.body) };
}

Object.assign(globalThis, { threadsideCensus: (page: PageSelectors) => census(document, page) });
