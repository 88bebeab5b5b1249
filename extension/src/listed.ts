/**
 * The fourth link of the contract: the script that draws badges in a CRM's lists, and the service
 * worker, on a port of their own. The page is not told who somebody is, only what is drawn.
 */

export const LIST_PORT = 'list';
/** What one question may hold, and how long the next one waits. */
export const MOST_ASKED = 100;
export const PACE_MS = 1000;

/** What is drawn beside a number, by the number as the page writes it. */
export interface Listed {
  number: string;
  /** When the first text came that nobody has answered, in milliseconds since the epoch. */
  since: number | null;
  /** Unread texts; counting stops at 10. */
  unread: number;
  owner: { name: string; initials: string } | null;
  /** They said that they don't want texts. */
  out: boolean;
}

export interface FromList {
  /** What stands beside these numbers? Answered by `badges`. */
  ask: { numbers: string[] };
  /** A badge was pressed: show the sidebar. */
  open: Record<string, never>;
}

export interface ToList {
  /** What is known of those that were asked; null when signed out, or when nobody answers. */
  badges: { asked: string[]; badges: Listed[] | null };
  /** Something may have changed; with `drop`, nothing that was said holds any more. */
  stale: { drop: boolean };
  /** The switch of this site is off. */
  over: Record<string, never>;
}
