import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LOOK_MS, linkToPage } from '../src/link';
import { fakeEvent, fakePort, type TestPort } from './chrome';

const FRAME = { search: '', framed: true };
const PANEL = { search: '', framed: false };

function setUp(where: { search: string; framed: boolean } = FRAME) {
  const ports: { tab: number; name: string; port: TestPort }[] = [];
  const api = {
    tabs: {
      connect: vi.fn((tab: number, { name }: { name: string }) => {
        const port = fakePort(name);
        ports.push({ tab, name, port });
        return port;
      }),
      getCurrent: async () => ({ id: 7 }),
      query: async () => [{ id: 3, windowId: 1 }],
      onActivated: fakeEvent<[{ tabId: number; windowId: number }]>(),
      onUpdated: fakeEvent<[number, { status?: string }]>(),
    },
    sidePanel: { open: vi.fn(async () => undefined) },
  };
  const on = {
    record: vi.fn(),
    hint: vi.fn(),
    tel: vi.fn(),
    focus: vi.fn(),
    shown: vi.fn(),
    theme: vi.fn(),
    linked: vi.fn(),
    alone: vi.fn(),
  };
  const life = new AbortController();
  const link = linkToPage(on, life.signal, where, api as never);
  const last = () => {
    const found = ports.at(-1);
    if (found === undefined) throw new Error('nothing was connected');
    return found;
  };
  const settle = () => vi.advanceTimersByTimeAsync(0);
  return { api, on, life, link, ports, last, settle };
}

const record = (seq: number, id = String(seq)) => ({
  k: 'record',
  s: seq,
  p: {
    seq,
    ref: { crm: 'hubspot', account: '44', type: 'contact', id },
    crm: 'hubspot',
    host: 'app.hubspot.com',
  },
});
const hint = (seq: number) => ({
  k: 'hint',
  s: 9,
  p: { seq, state: 'none', name: null, phones: [] },
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("the frame's link", () => {
  it('goes straight to the content script of its own tab, and says that it listens', async () => {
    const { last, settle, api } = setUp();
    await settle();
    expect(api.tabs.connect).toHaveBeenCalledExactlyOnceWith(7, { frameId: 0, name: 'page:frame' });
    expect(last().port.posted).toMatchObject([{ k: 'ready' }]);
  });

  it('passes on facts, and drops what does not fit', async () => {
    const { last, on, settle } = setUp();
    await settle();
    last().port.hear(record(1));
    last().port.hear({ k: 'record', s: 2, p: { seq: 2, ref: 'x' } });
    last().port.hear({ k: 'send', s: 3, p: { text: 'evil' } });
    expect(on.linked).toHaveBeenCalledExactlyOnceWith(7);
    expect(on.record).toHaveBeenCalledOnce();
  });

  it('numbers records so that they only rise, over reloads as well', async () => {
    const { last, on, settle } = setUp();
    await settle();
    last().port.hear(record(5));
    last().port.hear(record(4));
    last().port.hear(hint(5));
    last().port.drop();
    await vi.advanceTimersByTimeAsync(60);
    last().port.hear(record(1, 'new'));
    last().port.hear(hint(5));
    expect(on.record.mock.calls.map(([{ seq }]) => seq)).toEqual([1, 2]);
    expect(on.hint.mock.calls.map(([{ seq }]) => seq)).toEqual([1]);
    expect(on.linked).toHaveBeenCalledTimes(2);
  });

  it('hears nothing from a port that was replaced', async () => {
    const { ports, on, settle } = setUp();
    await settle();
    ports[0]?.port.drop();
    await vi.advanceTimersByTimeAsync(60);
    ports[0]?.port.hear(record(1));
    expect(on.record).not.toHaveBeenCalled();
  });

  it('tries a few times, then says that there is no page', async () => {
    const { on, last, settle, ports } = setUp();
    await settle();
    for (let failure = 0; failure < 5; failure += 1) {
      last().port.drop();
      await vi.advanceTimersByTimeAsync(2000);
    }
    expect(ports).toHaveLength(5);
    expect(on.alone).toHaveBeenCalledOnce();
  });

  it('tells the page what it wishes', async () => {
    const { link, last, settle } = setUp();
    await settle();
    link.tell('size', { width: 400 });
    expect(last().port.posted.at(-1)).toMatchObject({ k: 'size', p: { width: 400 } });
  });

  it('knows what the page found when it was asked to look', async () => {
    const { link, last, on, settle } = setUp();
    await settle();
    last().port.hear(record(1));
    const looked = link.look();
    expect(last().port.posted.at(-1)).toMatchObject({ k: 'look', p: { nr: 1 } });
    last().port.hear(record(2));
    last().port.hear({ k: 'looked', s: 3, p: { nr: 1 } });
    expect(await looked).toBe(true);
    expect(on.record).toHaveBeenCalledTimes(2);
  });

  it('asks the page that has taken the place of the one it had asked', async () => {
    const { link, last, settle } = setUp();
    await settle();
    const looked = link.look();
    last().port.drop();
    await vi.advanceTimersByTimeAsync(60);
    expect(last().port.posted).toMatchObject([{ k: 'ready' }, { k: 'look', p: { nr: 1 } }]);
    last().port.hear({ k: 'looked', s: 1, p: { nr: 1 } });
    expect(await looked).toBe(true);
  });

  it('does not wait for ever for a page that is busy', async () => {
    const { link, last, settle } = setUp();
    await settle();
    const looked = link.look();
    await vi.advanceTimersByTimeAsync(LOOK_MS);
    expect(await looked).toBe(false);
    expect(() => last().port.hear({ k: 'looked', s: 1, p: { nr: 1 } })).not.toThrow();
  });

  it('opens the side panel for its tab, at once, while the press still counts', async () => {
    const { link, api, settle } = setUp();
    await settle();
    void link.openPanel();
    expect(api.sidePanel.open).toHaveBeenCalledExactlyOnceWith({ tabId: 7 });
  });
});

describe("the side panel's link", () => {
  it('follows the tab that its window shows', async () => {
    const { api, ports, settle } = setUp(PANEL);
    await settle();
    api.tabs.onActivated.fire({ tabId: 4, windowId: 1 });
    api.tabs.onActivated.fire({ tabId: 9, windowId: 2 });
    expect(ports.map(({ tab, name }) => [tab, name])).toEqual([
      [3, 'page:panel'],
      [4, 'page:panel'],
    ]);
    expect(ports[0]?.port.disconnected).toBe(true);
  });

  it('stays with the tab that it was opened for', async () => {
    const { api, ports, settle } = setUp({ search: '?tab=12', framed: false });
    await settle();
    api.tabs.onActivated.fire({ tabId: 4, windowId: 1 });
    expect(ports.map(({ tab }) => tab)).toEqual([12]);
  });

  it('tries again when a page without us has become one with us', async () => {
    const { api, ports, last, settle } = setUp(PANEL);
    await settle();
    for (let failure = 0; failure < 5; failure += 1) {
      last().port.drop();
      await vi.advanceTimersByTimeAsync(2000);
    }
    api.tabs.onUpdated.fire(3, { status: 'complete' });
    expect(ports).toHaveLength(6);
  });

  it('ends with its document', async () => {
    const { api, life, last, settle } = setUp(PANEL);
    await settle();
    life.abort();
    expect(last().port.disconnected).toBe(true);
    expect([api.tabs.onActivated.size, api.tabs.onUpdated.size]).toEqual([0, 0]);
  });
});
