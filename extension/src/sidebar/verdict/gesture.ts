/**
 * The proof, given with each verdict, that a person had this composer open: good for one press of
 * Send. The next one is fetched at once; a press that comes before it has none, and the courier
 * gets one for it (`press_needed`).
 */
import type { Follow } from '../follow';
import type { Store } from '../store';

export function takeProof(store: Store, follow: Pick<Follow, 'renew'>): string | null {
  const shown = store.snapshot.peek();
  const proof = shown?.beside.verdict.press ?? null;
  if (shown === null || proof === null) return null;
  const { beside } = shown;
  store.snapshot.value = {
    ...shown,
    beside: { ...beside, verdict: { ...beside.verdict, press: null } },
  };
  follow.renew();
  return proof;
}
