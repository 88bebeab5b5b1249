/** Whether the reasons are spread out, remembered for a tab: also after its page was loaded anew. */
import { effect } from '@preact/signals';
import { browser } from '../../chrome';
import type { Store } from '../store';

export function keepWhy({ why }: Pick<Store, 'why'>, tab: number, life: AbortSignal): void {
  const { session } = browser.storage;
  const key = `why:${tab}`;
  void session.get(key).then(
    (kept) => {
      if (kept[key] === true) why.value = true;
      let known = why.peek();
      const stop = effect(() => {
        if (why.value === known) return;
        known = why.value;
        void session.set({ [key]: known }).catch(() => undefined);
      });
      life.addEventListener('abort', stop);
    },
    () => undefined,
  );
}
