/** The separator: drag it, move it with the arrow keys, double click for the normal width. */
import { WIDTH } from '../boot';

interface Resized {
  width(): number;
  /** `settled` is false while a drag goes on. */
  resize(width: number, settled: boolean): void;
}

const STEP = 16;

/** The width after a key, or undefined where it means nothing. The sidebar is on the right. */
export function widthAfterKey(key: string, width: number): number | undefined {
  const widths: Record<string, number> = {
    ArrowLeft: width + STEP,
    ArrowRight: width - STEP,
    Home: WIDTH.min,
    End: WIDTH.max,
  };
  return widths[key];
}

export function resizable(grip: HTMLElement, panel: Resized, signal: AbortSignal): void {
  let from: number | null = null;

  const on = <K extends keyof HTMLElementEventMap>(
    kinds: readonly K[],
    run: (event: HTMLElementEventMap[K]) => void,
  ): void => {
    for (const kind of kinds) grip.addEventListener(kind, run, { signal });
  };

  on(['pointerdown'], (event) => {
    if (event.button !== 0) return;
    // Without the capture (and the class) the frame would swallow the moves.
    grip.setPointerCapture(event.pointerId);
    grip.className = 'grip on';
    from = panel.width() + event.clientX;
  });
  on(['pointermove'], (event) => {
    if (from !== null) panel.resize(from - event.clientX, false);
  });
  on(['pointerup', 'pointercancel'], () => {
    if (from === null) return;
    from = null;
    grip.className = 'grip';
    panel.resize(panel.width(), true);
  });
  on(['dblclick'], () => panel.resize(WIDTH.normal, true));
  on(['keydown'], (event) => {
    const width = widthAfterKey(event.key, panel.width());
    if (width === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    panel.resize(width, true);
  });
}
