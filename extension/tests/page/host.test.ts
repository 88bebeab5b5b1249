import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { WIDTH } from '../../src/boot';
import { type Host, makeHost } from '../../src/page/host';
import { SHIPPED } from '../../src/shipped';

const PLACE = { open: true, width: 384, layout: 'margin' as const };
const LOOK = {
  ...SHIPPED.look,
  style: ':host{}',
  rail: { title: 'Open Threadside' },
  grip: { ...SHIPPED.look.grip, 'aria-label': 'Width' },
};

let life: AbortController;
beforeEach(() => {
  life = new AbortController();
  vi.stubGlobal('innerWidth', 1440);
  document.body.innerHTML = '<input id="field">';
});
afterEach(() => life.abort());

/** The host with its closed root, which only a test may look into. */
function setUp(place: Partial<typeof PLACE> = {}) {
  const attach = vi.spyOn(Element.prototype, 'attachShadow');
  const on = { changed: vi.fn(), opened: vi.fn(), closed: vi.fn() };
  const host: Host = makeHost({ ...PLACE, ...place, look: LOOK }, 'margin', on, life.signal);
  const [first] = attach.mock.results;
  const root = first?.value as ShadowRoot;
  expect(attach.mock.calls[0]?.[0]).toEqual({ mode: 'closed' });
  return { host, on, root, frame: () => root.querySelector('iframe') };
}
const element = () => document.querySelector(':root > [data-threadside]');
const margin = () => document.documentElement.style.getPropertyValue('margin-inline-end');
const tick = () => new Promise((resolve) => setTimeout(resolve));

describe('our element in the page', () => {
  it('hangs on the root, closed to the page, under no name that the page could define', () => {
    setUp();
    expect(element()?.localName).toBe('div');
    expect(element()?.shadowRoot).toBeNull();
  });

  it('holds a frame called Threadside, with our document', () => {
    const { frame } = setUp();
    expect(frame()?.title).toBe('Threadside');
    expect(frame()?.getAttribute('src')).toMatch(/^chrome-extension:\/\/\w+\/sidebar.html$/);
  });

  it('loads no frame before it is opened for the first time', () => {
    const { frame, host, root } = setUp({ open: false });
    expect(frame()).toBeNull();
    expect(root.querySelector('button')?.title).toBe('Open Threadside');
    host.open(true);
    expect(frame()).not.toBeNull();
  });

  it('keeps its frame while it is collapsed', () => {
    const { frame, host } = setUp();
    const before = frame();
    host.close(true);
    host.open(false);
    expect(frame()).toBe(before);
  });

  it('comes back when a page throws it out, and gives up in the end', async () => {
    setUp();
    element()?.remove();
    await tick();
    expect(element()).not.toBeNull();
    for (let time = 0; time < 30; time += 1) {
      element()?.remove();
      await tick();
    }
    expect(element()).toBeNull();
  });

  it('leaves nothing behind', () => {
    setUp();
    expect(margin()).not.toBe('');
    life.abort();
    expect(element()).toBeNull();
    expect(margin()).toBe('');
  });
});

describe('opening and closing', () => {
  it('is remembered, and told', () => {
    const { host, on } = setUp();
    host.toggle();
    expect(on.changed).toHaveBeenLastCalledWith({ open: false });
    expect(on.closed).toHaveBeenCalledOnce();
    expect(margin()).toBe('');
    host.toggle();
    expect(on.changed).toHaveBeenLastCalledWith({ open: true });
    expect(on.opened).toHaveBeenLastCalledWith(true);
    expect(margin()).toContain('384px');
  });

  it('is not remembered when a side panel took over', () => {
    const { host, on } = setUp();
    host.close(false);
    expect(on.closed).toHaveBeenCalledOnce();
    expect(on.changed).not.toHaveBeenCalled();
  });

  it('gives the focus back to where it was', () => {
    const { host } = setUp({ open: false });
    const field = document.getElementById('field');
    field?.focus();
    host.open(true);
    field?.blur();
    host.close(true);
    expect(document.activeElement).toBe(field);
  });

  it('leaves the focus alone when nobody asked by hand', () => {
    const { host } = setUp({ open: false });
    const field = document.getElementById('field');
    field?.focus();
    host.open(false);
    expect(document.activeElement).toBe(field);
  });
});

describe('the width', () => {
  it('stays within its bounds, and is said to assistive technology', () => {
    const { host, on, root } = setUp();
    host.resize(5000);
    expect(on.changed).toHaveBeenLastCalledWith({ width: WIDTH.max });
    host.resize(10);
    expect(on.changed).toHaveBeenLastCalledWith({ width: WIDTH.min });
    const grip = root.querySelector('[role=separator]');
    expect(grip?.getAttribute('aria-valuenow')).toBe(String(WIDTH.min));
    expect(grip?.getAttribute('aria-label')).toBe('Width');
  });

  it('makes no room in a narrow window', () => {
    vi.stubGlobal('innerWidth', 900);
    setUp();
    expect(margin()).toBe('');
  });

  it('makes none where the page did not give way, and remembers that', () => {
    vi.spyOn(document.body, 'scrollWidth', 'get').mockReturnValue(1440);
    const { on } = setUp();
    expect(margin()).toBe('');
    expect(on.changed).toHaveBeenCalledWith({ layout: 'overlay' });
  });

  it('is taken back for the printer', () => {
    setUp();
    dispatchEvent(new Event('beforeprint'));
    expect(margin()).toBe('');
    dispatchEvent(new Event('afterprint'));
    expect(margin()).toContain('384px');
  });
});
