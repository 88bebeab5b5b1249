/**
 * Records that follow one another too fast to be read are passed by, as in a list that is walked
 * through with the arrow keys: only where the walk stops is anything asked or painted.
 */
const WITHIN_MS = 250;
/** How long a record of such a walk stays open before it is where the walk stops. */
export const STOPS_MS = 120;

/** Tells of each record in turn whether it follows the one before as in a walk. */
export function skimming(): () => boolean {
  let before = Number.NEGATIVE_INFINITY;
  return () => {
    const now = performance.now();
    const soon = now - before < WITHIN_MS;
    before = now;
    return soon;
  };
}
