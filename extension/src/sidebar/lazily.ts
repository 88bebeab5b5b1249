/** Components that most records never need: their code comes with their first use. */
import { signal } from '@preact/signals';
import { type ComponentType, h } from 'preact';
import { useEffect } from 'preact/hooks';

/** Nothing is shown until `load` has answered. Its style sheet is imported by who uses it. */
export function lazily<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  const known = signal<{ component: ComponentType<P> } | null>(null);
  let asked = false;
  return function Lazy(props: P) {
    useEffect(() => {
      if (asked) return;
      asked = true;
      load().then(
        (component) => {
          known.value = { component };
        },
        () => {
          asked = false;
        },
      );
    }, []);
    return known.value === null ? null : h(known.value.component, props);
  };
}
