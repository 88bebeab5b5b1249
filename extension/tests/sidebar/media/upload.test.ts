import { describe, expect, it, vi } from 'vitest';
import { Problem, SignedOut, Unreachable, type Wire } from '../../../src/sidebar/api';
import { makeUpload } from '../../../src/sidebar/media/upload';
import { attachment } from '../make';

/** A request that the test answers. */
class FakeRequest extends EventTarget {
  upload = new EventTarget();
  opened: string[] = [];
  headers: Record<string, string> = {};
  body: FormData | null = null;
  status = 0;
  response: unknown = null;
  aborted = false;
  open(...asked: string[]): void {
    this.opened = asked;
  }
  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }
  send(body: FormData): void {
    this.body = body;
  }
  abort(): void {
    this.aborted = true;
    this.dispatchEvent(new Event('abort'));
  }
  answer(status: number, response: unknown): void {
    this.status = status;
    this.response = response;
    this.dispatchEvent(new Event('load'));
  }
}

const file = new File([new Uint8Array(1000)], 'kitchen.jpg', { type: 'image/jpeg' });

function setUp() {
  const requests: FakeRequest[] = [];
  const wire: Wire = {
    server: () => 'https://server.test',
    token: vi.fn(async (stale?: string) => (stale === undefined ? 'T1' : 'T2')),
  };
  const upload = makeUpload(wire, () => {
    const request = new FakeRequest();
    requests.push(request);
    return request as never;
  });
  const stop = new AbortController();
  const progress = vi.fn();
  const done = upload({ file, line: 'l/1', signal: stop.signal, progress });
  done.catch(() => undefined);
  const last = async (): Promise<FakeRequest> => {
    const before = requests.length;
    await vi.waitFor(() => expect(requests.length).toBeGreaterThanOrEqual(Math.max(1, before)));
    return requests.at(-1) as FakeRequest;
  };
  return { requests, done, stop, progress, last };
}

describe('an upload', () => {
  it('goes to the line it is for, with the token in a header and nowhere else', async () => {
    const { done, last, progress } = setUp();
    const request = await last();
    expect(request.opened).toEqual(['POST', 'https://server.test/v1/media?line=l%2F1']);
    expect(request.headers).toEqual({ Authorization: 'Bearer T1' });
    expect((request.body?.get('file') as File).name).toBe('kitchen.jpg');
    request.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: 400 }));
    request.upload.dispatchEvent(Object.assign(new Event('progress'), { loaded: 1200 }));
    expect(progress.mock.calls).toEqual([[400], [1000]]);
    request.answer(201, attachment());
    expect(await done).toMatchObject({ id: 'md1' });
  });

  it('renews a refused token once', async () => {
    const { requests, done, last } = setUp();
    (await last()).answer(401, null);
    await vi.waitFor(() => expect(requests).toHaveLength(2));
    expect(requests[1]?.headers).toEqual({ Authorization: 'Bearer T2' });
    requests[1]?.answer(401, null);
    await expect(done).rejects.toBeInstanceOf(SignedOut);
  });

  it('that is refused says why, as the server says it', async () => {
    const { done, last } = setUp();
    const detail = 'Programs can’t be sent.';
    (await last()).answer(415, { code: 'media_type', detail });
    await expect(done).rejects.toMatchObject({ code: 'media_type', message: detail });
    await expect(done).rejects.toBeInstanceOf(Problem);
  });

  it('without an answer is not known', async () => {
    const { done, last } = setUp();
    (await last()).dispatchEvent(new Event('error'));
    await expect(done).rejects.toBeInstanceOf(Unreachable);
  });

  it('stops when it is cancelled', async () => {
    const { done, last, stop } = setUp();
    const request = await last();
    stop.abort();
    expect(request.aborted).toBe(true);
    await expect(done).rejects.toMatchObject({ name: 'AbortError' });
  });
});
