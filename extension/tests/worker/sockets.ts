import { vi } from 'vitest';
import { liveSocket, type SocketParts } from '../../src/worker/socket';

export class FakeSocket extends EventTarget {
  sent: unknown[] = [];
  closed = false;
  constructor(readonly url: string) {
    super();
  }
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  close(): void {
    this.closed = true;
  }
  say(frame: unknown): void {
    const data = typeof frame === 'string' ? frame : JSON.stringify(frame);
    this.dispatchEvent(new MessageEvent('message', { data }));
  }
  open(): void {
    this.dispatchEvent(new Event('open'));
  }
  end(code: number): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

export function setUp(given: Partial<SocketParts> = {}) {
  const sockets: FakeSocket[] = [];
  const told: [string, unknown][] = [];
  let cursor: number | null = null;
  let tokens = 1;
  const parts: SocketParts = {
    open(url) {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket as never;
    },
    token: vi.fn(async (stale?: string) => {
      if (stale === `token-${tokens}`) tokens += 1;
      return `token-${tokens}`;
    }),
    server: async () => 'https://text.example.com',
    cursor: {
      get: async () => cursor,
      set: async (seq) => {
        cursor = seq;
      },
    },
    tell: (kind, payload) => void told.push([kind, payload]),
    rejected: vi.fn(),
    random: () => 0.5,
    ...given,
  };
  const live = liveSocket(parts);
  const settle = () => vi.advanceTimersByTimeAsync(0);
  const last = (): FakeSocket => {
    const socket = sockets.at(-1);
    if (socket === undefined) throw new Error('no socket was opened');
    return socket;
  };
  const up = async (head = 10) => {
    live.want(true);
    await settle();
    last().open();
    last().say({ type: 'ready', head });
    await settle();
  };
  const links = () =>
    told.filter(([kind]) => kind === 'link').map(([, p]) => (p as { state: string }).state);
  return { live, parts, sockets, told, last, up, settle, links, cursor: () => cursor };
}

export const event = (seq: number) => ({
  type: 'event',
  seq,
  at: '2026-11-17T09:00:00.000Z',
  data: { type: 'consent', phone: '+17205550142', opted_out: true },
});
