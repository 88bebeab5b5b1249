import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeLists } from '../../src/badges/lists';
import type { Listed } from '../../src/listed';

const NOW = Date.parse('2026-03-02T15:30:00Z');
const HOUR = 3_600_000;

const roots = new Map<Element, ShadowRoot>();
let seeing: (element: Element, seen: boolean) => void;

class Sight {
  constructor(call: (entries: object[]) => void) {
    seeing = (target, isIntersecting) => call([{ target, isIntersecting }]);
  }
  observe = vi.fn();
  unobserve = vi.fn();
  disconnect = vi.fn();
}

beforeEach(() => {
  vi.stubGlobal('IntersectionObserver', Sight);
  const attach = Element.prototype.attachShadow;
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    expect(init.mode).toBe('closed');
    const root = attach.call(this, init);
    roots.set(this, root);
    return root;
  });
});
afterEach(() => {
  roots.clear();
  document.body.replaceChildren();
});

const listed = (number: string, values: Partial<Listed> = {}): Listed => ({
  number,
  since: NOW - 2 * HOUR,
  unread: 3,
  owner: { name: 'Ana Ruiz', initials: 'AR' },
  out: false,
  ...values,
});

function setUp(numbers = ['720-555-0142', '303-555-0177']) {
  document.body.innerHTML = `<table>${numbers
    .map((number) => `<tr><td>${number}</td></tr>`)
    .join('')}</table>`;
  const want = vi.fn();
  const pressed = vi.fn();
  const lists = makeLists(document, { want, pressed }, () => NOW);
  lists.scan();
  const cells = [...document.querySelectorAll('td')];
  return { lists, want, pressed, cells };
}

const badge = (cell: Element | undefined): HTMLElement | null =>
  (cell?.firstElementChild && roots.get(cell.firstElementChild)?.querySelector('button')) ?? null;

describe('badges in a list', () => {
  it('are asked for where they can be seen, and only once', () => {
    const { lists, want, cells } = setUp();
    expect(lists.wanted()).toEqual([]);
    seeing(cells[0] as Element, true);
    expect(want).toHaveBeenCalledOnce();
    expect(lists.wanted()).toEqual(['720-555-0142']);
    lists.hear(['720-555-0142'], []);
    expect(lists.wanted()).toEqual([]);
    lists.stale();
    expect(lists.wanted()).toEqual(['720-555-0142']);
  });

  it('say who waits since when, whose they are and what is unread', () => {
    const { lists, cells } = setUp();
    for (const cell of cells) seeing(cell, true);
    lists.hear(lists.wanted(), [listed('720-555-0142')]);
    expect(badge(cells[0])?.getAttribute('aria-label')).toBe('Waiting 2 hours, Ana Ruiz, 3 unread');
    expect(badge(cells[0])?.textContent).toBe('2hAR3');
    expect(cells[1]?.childElementCount).toBe(0);
  });

  it.each([
    [{ since: null, unread: 0 }, 'Ana Ruiz', 'AR'],
    [{ since: NOW - 40_000, owner: null, unread: 1 }, 'Waiting 1 minute, 1 unread', '1m1'],
    [
      { since: NOW - 49 * HOUR, owner: null, unread: 10 },
      'Waiting 2 days, more than 9 unread',
      '2d9+',
    ],
    [{ since: null, out: true, owner: null, unread: 0 }, 'Opted out', ''],
  ])('of %j', (values, label, words) => {
    const { lists, cells } = setUp();
    seeing(cells[0] as Element, true);
    lists.hear(lists.wanted(), [listed('720-555-0142', values)]);
    expect(badge(cells[0])?.getAttribute('aria-label')).toBe(label);
    expect(badge(cells[0])?.textContent).toBe(words);
  });

  it('are none for whom nothing is to say', () => {
    const { lists, cells } = setUp();
    seeing(cells[0] as Element, true);
    lists.hear(lists.wanted(), [listed('720-555-0142', { since: null, unread: 0, owner: null })]);
    expect(badge(cells[0])).toBeNull();
  });

  it('go at once when their row shows somebody else, before the page is read again', () => {
    const { lists, cells } = setUp();
    seeing(cells[0] as Element, true);
    lists.hear(lists.wanted(), [listed('720-555-0142')]);
    const host = cells[0]?.firstElementChild;
    (cells[0]?.firstChild as Text).data = '303-555-0199';
    lists.check();
    expect(host?.isConnected).toBe(false);
  });

  it('go when nothing is known any more', () => {
    const { lists, cells } = setUp();
    seeing(cells[0] as Element, true);
    lists.hear(lists.wanted(), [listed('720-555-0142')]);
    lists.drop();
    expect(badge(cells[0])).toBeNull();
    expect(lists.wanted()).toEqual(['720-555-0142']);
  });

  it('come back in a cell that the page wrote anew', () => {
    const { lists, cells } = setUp();
    seeing(cells[0] as Element, true);
    lists.hear(lists.wanted(), [listed('720-555-0142')]);
    (cells[0] as Element).textContent = '720-555-0142';
    lists.scan();
    expect(badge(cells[0])).not.toBeNull();
  });

  it('are none where they would move the page', () => {
    const { lists, cells } = setUp();
    const cell = cells[0] as Element;
    vi.spyOn(cell, 'getBoundingClientRect').mockImplementation(
      () => new DOMRect(0, 0, 100, cell.childElementCount > 0 ? 40 : 20),
    );
    seeing(cell, true);
    lists.hear(lists.wanted(), [listed('720-555-0142')]);
    expect(cell.childElementCount).toBe(0);
  });

  it('ignore what a script of the page presses, and keep presses from the row behind', () => {
    const { lists, pressed, cells } = setUp();
    const row = vi.fn();
    document.body.addEventListener('click', row);
    seeing(cells[0] as Element, true);
    lists.hear(lists.wanted(), [listed('720-555-0142')]);
    badge(cells[0])?.click();
    expect(pressed).not.toHaveBeenCalled();
    expect(row).not.toHaveBeenCalled();
    document.body.removeEventListener('click', row);
  });

  it('are asked for a hundred at a time', () => {
    const numbers = Array.from({ length: 150 }, (_, n) => `720-555-${1000 + n}`);
    const { lists, cells } = setUp(numbers);
    for (const cell of cells) seeing(cell, true);
    expect(lists.wanted()).toHaveLength(100);
    lists.hear(lists.wanted(), []);
    expect(lists.wanted()).toHaveLength(50);
  });
});
