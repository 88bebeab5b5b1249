/**
 * Our one element in the page: a closed shadow root on the root element, outside anything that a
 * framework renders. Knows how to be open, collapsed, wide and in front; knows no CRM.
 */
import { type Layout, type Look, type Place, RAIL, WIDTH } from '../boot';
import { makeParts } from './parts';
import { chooseLayout, push } from './push';
import { resizable } from './resize';

/** A page that removes our element again and again means it; then we stay away. */
const MOST_REATTACHMENTS = 20;

export interface Host {
  open(byHand: boolean): void;
  /** Collapse; the rep's own choice is remembered for the site. */
  close(byHand: boolean): void;
  toggle(): void;
  resize(width: number): void;
  /** Give the focus back to where it was in the page. */
  blur(): void;
  readonly isOpen: boolean;
  /** Make room again where a page has rewritten its root element. */
  refresh(): void;
}

export interface HostEvents {
  changed(place: Partial<Place>): void;
  opened(byHand: boolean): void;
  closed(): void;
}

export function makeHost(
  start: Place & { look: Look },
  allowed: Layout,
  on: HostEvents,
  signal: AbortSignal,
): Host {
  const { host, root, moving, rail, grip, frame } = makeParts(start.look);
  const room = push();
  const place: Place = { open: start.open, width: start.width, layout: start.layout };
  let former: HTMLElement | null = null;
  let attached = 0;

  const makeRoom = (): void => {
    const layout = chooseLayout(innerWidth, allowed, place.layout);
    if (room.set(place.open && layout === 'margin' ? place.width : 0)) return;
    place.layout = 'overlay';
    on.changed({ layout: 'overlay' });
  };

  const paint = (): void => {
    const box = place.open
      ? `0 0 0 auto !important; width: ${place.width}px`
      : `calc(50% - ${RAIL.height / 2}px) 0 auto auto !important; width: ${RAIL.width}px`;
    moving.replaceSync(`:host { inset: ${box} !important }`);
    rail.hidden = place.open;
    grip.hidden = frame.hidden = !place.open;
    grip.setAttribute('aria-valuenow', String(place.width));
    if (place.open && !frame.isConnected) root.append(frame);
    makeRoom();
  };

  const widen = (width: number, settled: boolean): void => {
    place.width = Math.round(Math.min(WIDTH.max, Math.max(WIDTH.min, width)));
    paint();
    if (settled) on.changed({ width: place.width });
  };

  const self: Host = {
    get isOpen() {
      return place.open;
    },
    open(byHand) {
      const active = document.activeElement;
      if (byHand && active !== host) former = active as HTMLElement | null;
      if (!place.open) {
        place.open = true;
        paint();
        on.changed({ open: true });
      }
      if (byHand) frame.focus();
      on.opened(byHand);
    },
    close(byHand) {
      if (!place.open) return;
      place.open = false;
      paint();
      self.blur();
      if (byHand) on.changed({ open: false });
      on.closed();
    },
    toggle: () => (place.open ? self.close(true) : self.open(true)),
    resize: (width) => widen(width, true),
    blur() {
      if (document.activeElement === host) host.blur();
      if (former?.isConnected) former.focus();
      former = null;
    },
    refresh: makeRoom,
  };

  const attach = (): void => {
    if (signal.aborted || host.parentNode === document.documentElement) return;
    if (document.documentElement === null || attached >= MOST_REATTACHMENTS) return;
    attached += 1;
    document.documentElement.append(host);
    children.observe(document.documentElement, { childList: true });
    makeRoom();
  };

  // `document.write` replaces the root element itself: both levels are watched, nothing below.
  const children = new MutationObserver(attach);
  children.observe(document, { childList: true });

  rail.addEventListener('click', () => self.open(true), { signal });
  resizable(grip, { width: () => place.width, resize: widen }, signal);
  addEventListener('resize', makeRoom, { signal });
  addEventListener('beforeprint', () => room.set(0), { signal });
  addEventListener('afterprint', makeRoom, { signal });
  signal.addEventListener('abort', () => {
    children.disconnect();
    room.set(0);
    host.remove();
  });

  paint();
  attach();
  return self;
}
