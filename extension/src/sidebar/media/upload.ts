/**
 * One file to the server, with progress. XMLHttpRequest, because `fetch` does not tell how much of
 * a body has left.
 */
import { authorize, problemFrom, Unreachable, type Wire } from '../api';
import type { UploadedMedia } from '../wire';

export interface UploadWish {
  file: File;
  /** Whose limits it has to fit. */
  line: string;
  signal: AbortSignal;
  /** Bytes of the file that have left. */
  progress(sent: number): void;
}

/** Raises Problem (refused, in words), Unreachable, SignedOut, or the signal's reason. */
export type Upload = (wish: UploadWish) => Promise<UploadedMedia>;

interface Answer {
  status: number;
  body: unknown;
}

/** The server's own limit for a body; a line that stalls shows in the progress. */
const TIMEOUT_MS = 300_000;

export function makeUpload(wire: Wire, open = () => new XMLHttpRequest()): Upload {
  const authorized = authorize(wire);

  const once = ({ file, line, signal, progress }: UploadWish, token: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const request = open();
      const body = new FormData();
      body.append('file', file, file.name);
      request.open('POST', `${wire.server()}/v1/media?${new URLSearchParams({ line })}`);
      request.setRequestHeader('Authorization', `Bearer ${token}`);
      request.responseType = 'json';
      request.timeout = TIMEOUT_MS;
      request.upload.addEventListener('progress', ({ loaded }) =>
        progress(Math.min(loaded, file.size)),
      );
      request.addEventListener('load', () =>
        resolve({ status: request.status, body: request.response }),
      );
      request.addEventListener('error', () => reject(new Unreachable('error')));
      request.addEventListener('timeout', () => reject(new Unreachable('timeout')));
      request.addEventListener('abort', () => reject(signal.reason));
      signal.addEventListener('abort', () => request.abort(), { once: true });
      request.send(body);
    });

  return async (wish) => {
    const { status, body } = await authorized((token) => once(wish, token));
    if (status < 200 || status >= 300) throw problemFrom(status, body);
    return body as UploadedMedia;
  };
}
