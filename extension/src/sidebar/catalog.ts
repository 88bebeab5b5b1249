/** The approved templates, fetched when first wanted and again when their version changed. */
import { type ReadonlySignal, signal } from '@preact/signals';
import type { Api } from './api';
import type { Template } from './wire';

export interface Catalog {
  /** Null until they are here. */
  readonly list: ReadonlySignal<readonly Template[] | null>;
  /** Why they are not, in words for the rep; empty when it is only the connection. */
  readonly problem: ReadonlySignal<string | null>;
  /** Make sure that the list is that of `version`. */
  want(version: string): void;
  stale(): void;
}

export function catalog(api: Pick<Api, 'templates'>): Catalog {
  const list = signal<readonly Template[] | null>(null);
  const problem = signal<string | null>(null);
  let etag: string | null = null;
  let have: string | null = null;
  let busy = false;

  const load = async (version: string): Promise<void> => {
    busy = true;
    try {
      const answer = await api.templates(etag);
      if (answer !== null) {
        etag = answer.etag;
        list.value = answer.list.items.filter((one) => one.state === 'approved');
      }
      have = version;
      problem.value = null;
    } catch (error) {
      problem.value = error instanceof Error ? error.message : '';
    } finally {
      busy = false;
    }
  };

  return {
    list,
    problem,
    want(version) {
      if (!busy && have !== version) void load(version);
    },
    stale() {
      have = null;
    },
  };
}
