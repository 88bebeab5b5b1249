/** Keeps what the workspace's administrators described of their own systems up to date. */
import { isTold, toldItem } from '../crm/own/kept';
import { whole } from '../shape';
import { item } from '../storage';
import type { Rest } from './rest';

export const RENEW_MS = 60 * 60_000;
/** Twenty adapters as full as they may be. */
const MOST_LETTERS = 400_000;

const askedItem = item<number>('session', 'page_adapters_asked', {
  version: 1,
  fallback: 0,
  check: whole(),
});

/**
 * Asks the server if that was long ago; what it says is kept as it is and read with care by whoever
 * uses it. An answer that makes no sense, or none, leaves what was known.
 */
export async function renewOwn(rest: Pick<Rest, 'get'>, now: number = Date.now()): Promise<void> {
  if (now - (await askedItem.get()) < RENEW_MS) return;
  await askedItem.set(now);
  const told = await rest.get('/v1/page-adapters');
  if (!isTold(told)) return;
  const { adapters, version } = told;
  if (JSON.stringify(adapters).length > MOST_LETTERS) return;
  await toldItem.set({ adapters, version });
}
