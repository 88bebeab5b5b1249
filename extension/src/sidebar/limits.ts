/** What the server takes of a time to send at (contracts/timeline.py). */

export const SOONEST_MS = 60_000;
export const DAY_MS = 86_400_000;
/** How far ahead, where a snapshot of an older server does not say. */
export const SCHEDULE_DAYS = 30;
