/** The ledger of consent over REST. Loaded with the panel; paths are the server's. */
import type { Api, Wish } from '../api';
import type {
  AskConsent,
  ConsentHistory,
  EvidenceRef,
  RecordConsent,
  RecordOptOut,
  RecordWrongNumber,
  SayWhere,
  SettleDoubt,
  SettleRevocation,
  States,
} from '../wire';

type Asking = Pick<Api, 'json' | 'bytes'>;

/** A file may take a while on a slow line. */
const FILE_MS = 120_000;
const PAGE = '30';

export interface Wishes {
  record: RecordConsent;
  stopped: RecordOptOut;
  wrong: RecordWrongNumber;
  ask: AskConsent;
}

const PATHS: Record<keyof Wishes, string> = {
  record: '/consent',
  stopped: '/consent/opt-outs',
  wrong: '/consent/wrong-numbers',
  ask: '/consent/requests',
};

export function history(
  api: Asking,
  of: { phone: string; person: string | null; before: string | null },
  signal: AbortSignal,
): Promise<ConsentHistory> {
  // Its dates should be those of the rep's own calendar.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return api.json('GET', '/consent', { query: { ...of, zone, limit: PAGE }, signal });
}

/** Adds a line; the same `client_key` adds it once. */
export function add<K extends keyof Wishes>(
  api: Asking,
  kind: K,
  body: Wishes[K],
): Promise<unknown> {
  return api.json('POST', PATHS[kind], { body });
}

export function settle(api: Asking, revocation: string, body: SettleRevocation): Promise<unknown> {
  return api.json('POST', `/consent/revocations/${encodeURIComponent(revocation)}/settle`, {
    body,
  });
}

export function settleDoubt(api: Asking, doubt: string, body: SettleDoubt): Promise<unknown> {
  return api.json('POST', `/consent/doubts/${encodeURIComponent(doubt)}/settle`, { body });
}

/** Where they are, as they said. The same again is no news to the server, so it needs no key. */
export function sayWhere(api: Asking, body: SayWhere): Promise<unknown> {
  return api.json('POST', '/whereabouts', { body });
}

export function states(api: Asking, signal: AbortSignal): Promise<States> {
  return api.json('GET', '/states', { signal });
}

export function upload(api: Asking, file: File, signal: AbortSignal): Promise<EvidenceRef> {
  const form = new FormData();
  form.append('file', file, file.name);
  const wish: Wish = { form, signal, timeout: FILE_MS };
  return api.json('POST', '/consent/evidence', wish);
}

export function evidence(api: Asking, id: string, signal?: AbortSignal): Promise<Blob> {
  return api.bytes(`/consent/evidence/${encodeURIComponent(id)}`, signal);
}
