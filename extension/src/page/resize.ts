/** The separator: drag it, move it with the arrow keys, double click for the normal width. */
import { WIDTH } from '../messages';

interface Resized {
  width(): number;
  /** `settled` is false while a drag goes on. */
  resize(width: number, settled: boolean): void;
}

const STEP = 16;

/** The width after a key, or null when the key means nothing here. The sidebar is on the right. */
export function widthAfterKey(key: string, width: number): number | null {
  switch (key) {
    case 'ArrowLeft':
      return width + STEP;
    case 'ArrowRight':
      return width - STEP;
    case 'Home':
      return WIDTH.min;
    case 'End':
      return WIDTH.max;
    default:
      return null;
  }
}

export function resizable(grip: HTMLElement, panel: Resized, signal: AbortSignal): void {
  let dragged: { from: number; width: number } | null = null;

  const drop = (): void => {
    if (dragged === null) return;
    dragged = null;
    grip.classList.remove('on');
    panel.resize(panel.width(), true);
  };

  grip.addEventListener(
    'pointerdown',
    (event) => {
      if (event.button !== 0) return;
      // Without the capture (and the class) the frame would swallow the moves.
      grip.setPointerCapture(event.pointerId);
      grip.classList.add('on');
      dragged = { from: event.clientX, width: panel.width() };
    },
    { signal },
  );
  grip.addEventListener(
    'pointermove',
    (event) => {
      if (dragged !== null) panel.resize(dragged.width + dragged.from - event.clientX, false);
    },
    { signal },
  );
  grip.addEventListener('pointerup', drop, { signal });
  grip.addEventListener('pointercancel', drop, { signal });
  grip.addEventListener('dblclick', () => panel.resize(WIDTH.normal, true), { signal });
  grip.addEventListener(
    'keydown',
    (event) => {
      const width = widthAfterKey(event.key, panel.width());
      if (width === null) return;
      event.preventDefault();
      event.stopPropagation();
      panel.resize(width, true);
    },
    { signal },
  );
}
