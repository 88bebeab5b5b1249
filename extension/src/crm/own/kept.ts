/** What the workspace's administrators described, as the service worker last heard it. */
import { type Check, listOf, plainObject, shape, whole } from '../../shape';
import { item } from '../../storage';
import { type Base, type Described, MOST_ADAPTERS, readAdapters } from './read';

/** As the server says it; each adapter is read with care whenever it is used. */
export interface Told {
  adapters: Record<string, unknown>[];
  version: number;
}

const isDescription: Check<Record<string, unknown>> = (value): value is Record<string, unknown> =>
  plainObject(value);

export const isTold: Check<Told> = shape<Told>(
  { adapters: listOf(isDescription, MOST_ADAPTERS), version: whole() },
  'open',
);

export const toldItem = item<Told>('local', 'page_adapters', {
  version: 1,
  fallback: { adapters: [], version: 0 },
  check: isTold,
});

let last: { told: string; described: Described } | null = null;

/** Read again only when it has changed: most pages begin with nothing new. */
export async function describedAdapters(base: Base): Promise<Described> {
  const { adapters } = await toldItem.get();
  const told = JSON.stringify(adapters);
  if (last?.told !== told) last = { told, described: readAdapters(adapters, base) };
  return last.described;
}
