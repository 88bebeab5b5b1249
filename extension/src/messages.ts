/**
 * THE contract between the parts of the extension. Three links and nothing else:
 *
 *   content script ──FromPage──▶ sidebar      one port, opened by the sidebar: `tabs.connect`
 *                  ◀──ToPage────
 *   sidebar ──ToWorker/Asks──▶ service worker one port, opened by the sidebar: `runtime.connect`
 *           ◀──FromWorker─────
 *   content script ──PageAsks──▶ service worker  single questions: `runtime.sendMessage`
 *   service worker ──toggle──▶ content script    `tabs.sendMessage`
 *
 * Facts are nouns, wishes are verbs. On the wire every message is `{k, s, p}` (see rpc.ts).
 * No message ever carries a token towards the content script. What comes from the content script
 * describes a page that may be hostile: it is checked (checks/), and what does not fit is dropped.
 */
import type { CrmId, RecordRef } from './record';
import type { Check } from './shape';

export { WIDTH } from './boot';
export * from './checks/from_page';
export * from './checks/live';
export * from './checks/to_page';
export * from './record';

/* ── content script ⇄ sidebar ─────────────────────────────────────────────────────────────── */

export interface FromPage {
  /** The route changed. `ref` is null where the address names no record; `seq` only rises. */
  record: { seq: number; ref: RecordRef | null; crm: CrmId; host: string };
  /**
   * What the page shows for record `seq`, read twice and stable. `none`: the page was read and the
   * record has no number. `unreadable`: the page could not be read in time; say nothing about it.
   */
  hint: {
    seq: number;
    state: 'read' | 'none' | 'unreadable';
    name: string | null;
    phones: string[];
  };
  /** A `tel:` link was pressed. */
  tel: { number: string };
  /** The rep opened the sidebar by hand: the composer may take the focus. */
  focus: Record<string, never>;
  /** Whether the sidebar can be seen; a collapsed one needs no live connection. */
  shown: { open: boolean };
  /** Whether the page around the sidebar is light or dark. */
  theme: { scheme: 'light' | 'dark' };
  /** The answer to `look` number `nr`: whatever the page had to say was said before it. */
  looked: { nr: number };
}

export interface ToPage {
  /** Sent once by a sidebar that listens; the page answers with all its current facts. */
  ready: Record<string, never>;
  /** Before a text leaves: whose record is open now? Answered by `looked`, after any `record`. */
  look: { nr: number };
  /** Wanted width in CSS pixels. */
  size: { width: number };
  /** Collapse to the rail. */
  close: Record<string, never>;
  /** Give the focus back to the element that had it. */
  blur: Record<string, never>;
}

/* ── sidebar ⇄ service worker ─────────────────────────────────────────────────────────────── */

/** Who is signed in, and where. */
export interface Session {
  /** Origin of the server, without a trailing slash. */
  server: string;
  member: { id: string; name: string; initials: string };
  email: string;
  role: 'rep' | 'lead' | 'admin' | 'auditor';
  may_send: boolean;
  workspace: { id: string; name: string; region: string; hold_seconds: number };
}

/** One committed fact of the stream. `data` follows shared_schemas/events.schema.json. */
export interface LiveEvent {
  seq: number;
  at: string;
  data: { type: string };
}

export interface ToWorker {
  /** Threads on this screen: no notification for them. Replaces what was watched before. */
  watch: { threads: string[] };
  /** The browser is online again, or the sidebar became visible: connect now. */
  online: Record<string, never>;
  /** Unread texts may have changed by something this sidebar did. */
  unread: Record<string, never>;
}

/** Questions of a sidebar: what it gives, what it gets. */
export interface Asks {
  /** A valid access token, or null when signed out. `stale` is the one the server just refused. */
  token: [{ stale?: string | undefined }, { token: string | null }];
  signIn: [Record<string, never>, SignInOutcome];
  signOut: [Record<string, never>, Record<string, never>];
  /** The server's origin, or null before onboarding. */
  server: [Record<string, never>, { url: string | null }];
  /** Open the options page (onboarding). */
  options: [Record<string, never>, Record<string, never>];
}

export interface SignInOutcome {
  session: Session | null;
  /** Key of a sentence in the word list, when there is no session. */
  problem: SignInProblem | null;
}

export type SignInProblem =
  | 'signin.no_server'
  | 'signin.closed'
  | 'signin.refused'
  | 'signin.unreachable';

export interface FromWorker {
  session: { session: Session | null };
  /** State of the one live connection; `retrying` means it was up and is being rebuilt. */
  link: { state: 'up' | 'down' | 'retrying' };
  event: LiveEvent;
  /** Newest event number of the server, after (re)connecting. */
  head: { seq: number };
  /** Too much happened while away: fetch what you show again. */
  reset: { seq: number };
}

/* ── shared ───────────────────────────────────────────────────────────────────────────────── */

export type Checks<Kinds> = { [K in keyof Kinds]: Check<Kinds[K]> };

/** Names of the ports. A panel is a sidebar that is not inside the page. */
export const PORT = { frame: 'page:frame', panel: 'page:panel', live: 'live' } as const;
