/** What the server takes of a time to send at (contracts/timeline.py). */

export const SOONEST_MS = 60_000;
export const LATEST_MS = 90 * 86_400_000;
