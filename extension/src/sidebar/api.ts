/**
 * The server's REST interface as functions. Knows tokens and errors; knows nothing of the screen.
 * A 401 costs one renewal of the token and one more try, never a loop.
 */
import type { RecordRef } from '../messages';
import { plainObject } from '../shape';
import type {
  Beside,
  MessageItem,
  NewNote,
  NoteItem,
  Place,
  SendMessage,
  Templates,
  TimelinePage,
  Verdict,
} from './wire';

/** The server refused, with a sentence for the rep (RFC 9457). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    /** The whole answer, with members of its own such as `items` or `verdict`. */
    readonly more: Record<string, unknown> = {},
  ) {
    super(detail);
  }
}

/** No answer: offline, server down, or too slow. Nothing is known about what the server did. */
export class Unreachable extends Error {}

/** There is no session; the request was not made, or not accepted. */
export class SignedOut extends Error {}

export interface Hints {
  name: string | null;
  phones: string[];
}

/** What the rep chose for a record in this sidebar. */
export interface Pins {
  person?: string;
  phone?: string;
  line?: string;
}

export interface Wire {
  /** Origin of the server, or null before onboarding. */
  server(): string | null;
  token(stale?: string): Promise<string | null>;
  fetch?: typeof fetch;
}

const TIMEOUT_MS = 20_000;
/** A picture or file may be some megabytes. */
const MEDIA_TIMEOUT_MS = 120_000;

type Query = Record<string, string | string[] | null | undefined>;
export interface Wish {
  query?: Query;
  body?: unknown;
  /** In place of a body: a form with files. */
  form?: FormData;
  signal?: AbortSignal | undefined;
  headers?: Record<string, string>;
  timeout?: number;
}

function search(query: Query): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value ?? []].flat()) params.append(name, one);
  }
  return params.size === 0 ? '' : `?${params}`;
}

/** A refusal from what was answered: problem+json, or anything at all. */
export function problemFrom(status: number, body: unknown): Problem {
  if (!plainObject(body)) return new Problem(status, 'unknown', '');
  const { code, detail } = body;
  return new Problem(
    status,
    typeof code === 'string' ? code : 'unknown',
    typeof detail === 'string' ? detail : '',
    body,
  );
}

/** Asks with the session's token. `ask` may throw Unreachable; raises SignedOut without a session. */
export function authorize(wire: Wire) {
  /** No answer about the token says nothing about the session: it is as being offline. */
  const tokenFor = async (stale?: string): Promise<string | null> => {
    try {
      return await wire.token(stale);
    } catch (error) {
      throw new Unreachable(String(error));
    }
  };
  return async <Answer extends { status: number }>(
    ask: (token: string) => Promise<Answer>,
  ): Promise<Answer> => {
    if (wire.server() === null) throw new SignedOut();
    const token = await tokenFor();
    if (token === null) throw new SignedOut();
    const first = await ask(token);
    if (first.status !== 401) return first;
    const renewed = await tokenFor(token);
    if (renewed === null || renewed === token) throw new SignedOut();
    const second = await ask(renewed);
    if (second.status === 401) throw new SignedOut();
    return second;
  };
}

export type Api = ReturnType<typeof makeApi>;

export function makeApi(wire: Wire) {
  const authorized = authorize(wire);
  const once = async (
    method: string,
    path: string,
    wish: Wish,
    token: string,
  ): Promise<Response> => {
    const late = AbortSignal.timeout(wish.timeout ?? TIMEOUT_MS);
    const signal = wish.signal === undefined ? late : AbortSignal.any([late, wish.signal]);
    try {
      return await (wire.fetch ?? fetch)(`${wire.server()}/v1${path}${search(wish.query ?? {})}`, {
        method,
        signal,
        credentials: 'omit',
        cache: 'no-store',
        headers: {
          Authorization: `Bearer ${token}`,
          ...(wish.body === undefined ? {} : { 'Content-Type': 'application/json' }),
          ...wish.headers,
        },
        body: wish.form ?? (wish.body === undefined ? null : JSON.stringify(wish.body)),
      });
    } catch (error) {
      wish.signal?.throwIfAborted();
      throw new Unreachable(String(error));
    }
  };

  const call = async (method: string, path: string, wish: Wish = {}): Promise<Response> => {
    const response = await authorized((token) => once(method, path, wish, token));
    if (response.ok || response.status === 304) return response;
    throw problemFrom(response.status, await response.json().catch(() => null));
  };

  const json = async <T>(method: string, path: string, wish?: Wish): Promise<T> => {
    const response = await call(method, path, wish);
    if (response.status === 204) return undefined as T;
    try {
      return (await response.json()) as T;
    } catch (error) {
      wish?.signal?.throwIfAborted();
      throw new Unreachable(String(error));
    }
  };
  const bytes = async (path: string, signal?: AbortSignal): Promise<Blob> => {
    const response = await call('GET', path, { signal, timeout: MEDIA_TIMEOUT_MS });
    try {
      return await response.blob();
    } catch (error) {
      signal?.throwIfAborted();
      throw new Unreachable(String(error));
    }
  };
  const id = encodeURIComponent;
  // The server puts dates into words; they should be those of the rep's own calendar.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  return {
    /** For parts that are loaded with their first use: they bring their own questions. */
    json,
    bytes,
    beside: (ref: RecordRef, hints: Hints, pins: Pins, signal: AbortSignal) =>
      json<Beside>('GET', '/beside', { query: { ...ref, ...hints, ...pins, zone }, signal }),
    older: (person: string, before: string, signal?: AbortSignal) =>
      json<TimelinePage>('GET', `/people/${id(person)}/timeline`, {
        query: { before, limit: '30' },
        signal,
      }),
    send: (body: SendMessage) => json<MessageItem>('POST', '/messages', { body }),
    undo: (message: string) => json<MessageItem>('POST', `/messages/${id(message)}/undo`),
    sendNow: (message: string) => json<MessageItem>('POST', `/messages/${id(message)}/send-now`),
    settle: (message: string, outcome: 'sent' | 'not_sent') =>
      json<MessageItem>('POST', `/messages/${id(message)}/settle`, { body: { outcome } }),
    message: (message: string) => json<MessageItem>('GET', `/messages/${id(message)}`),
    place: (message: string) => json<Place>('GET', `/messages/${id(message)}/place`),
    /** The bytes of a picture or file, or of its thumbnail. */
    media: (media: string, part: '' | '/thumbnail', signal?: AbortSignal) =>
      bytes(`/media/${id(media)}${part}`, signal),
    note: (person: string, body: NewNote) =>
      json<NoteItem>('POST', `/people/${id(person)}/notes`, { body }),
    verdict: (phone: string, line: string, person: string | null) =>
      json<Verdict>('GET', '/verdict', { query: { phone, line, person, zone } }),
    async read(person: string, seq: number): Promise<void> {
      await call('POST', `/people/${id(person)}/read`, { body: { seq } });
    },
    async choose(record: RecordRef, person: string): Promise<void> {
      await call('PUT', '/records/person', { body: { record, person } });
    },
    /** All usable templates, or null if they are still those of `etag`. */
    async templates(etag: string | null): Promise<{ etag: string | null; list: Templates } | null> {
      const headers: Record<string, string> = etag === null ? {} : { 'If-None-Match': etag };
      const response = await call('GET', '/templates', { headers });
      if (response.status === 304) return null;
      return { etag: response.headers.get('ETag'), list: (await response.json()) as Templates };
    },
  };
}
