/** What is said in passing goes away by itself. */
import { effect } from '@preact/signals';
import { later } from '../context';
import type { Store } from './store';

const TOAST_MS = 6000;

export function fadeToasts({ toast }: Pick<Store, 'toast'>, life: AbortSignal): void {
  const stop = effect(() => {
    const shown = toast.value;
    if (shown === null) return;
    const hide = (): void => {
      if (toast.peek() === shown) toast.value = null;
    };
    later(hide, TOAST_MS, life);
  });
  life.addEventListener('abort', stop);
}
