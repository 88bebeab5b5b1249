import { beforeEach, describe, expect, it, vi } from 'vitest';
import { makeOpener } from '../../src/badges/open';
import { fakeEvent, fakePort, OUR_ID, type TestPort } from '../chrome';

const OURS = { id: OUR_ID, url: `chrome-extension://${OUR_ID}/sidebar.html` };
const TEL = { k: 'tel', s: 0, p: { number: '+17205550142' } };

function setUp() {
  const onConnect = fakeEvent<[TestPort]>();
  const show = vi.fn();
  const life = new AbortController();
  const open = makeOpener(show, life.signal, { runtime: { onConnect } } as never);
  const join = (name = 'page:frame', sender: object = OURS): TestPort => {
    const port = fakePort(name, sender);
    onConnect.fire(port);
    port.hear({ k: 'ready', s: 1, p: {} });
    vi.runOnlyPendingTimers();
    return port;
  };
  return { open, show, join, life, onConnect };
}

beforeEach(() => void vi.useFakeTimers());

describe('a pressed badge', () => {
  it('shows the number in the sidebar that is there', () => {
    const { open, show, join } = setUp();
    const port = join();
    open('+17205550142');
    expect(port.posted).toEqual([TEL]);
    expect(show).toHaveBeenCalledOnce();
  });

  it('opens one, and shows the number when it has come', () => {
    const { open, show, join } = setUp();
    open('+17205550142');
    expect(show).toHaveBeenCalledOnce();
    expect(join().posted).toEqual([TEL]);
    expect(join().posted).toEqual([]);
  });

  it('is forgotten when none comes', () => {
    const { open, join } = setUp();
    open('+17205550142');
    vi.advanceTimersByTime(20_000);
    expect(join().posted).toEqual([]);
  });

  it('leaves the page alone where the side panel is open', () => {
    const { open, show, join } = setUp();
    const panel = join('page:panel');
    open('+17205550142');
    expect(panel.posted).toEqual([TEL]);
    expect(show).not.toHaveBeenCalled();
  });

  it('tells nobody who is not a document of ours, nor one that is gone', () => {
    const { open, join, life, onConnect } = setUp();
    const stranger = join('page:frame', { id: OUR_ID, url: 'https://crm.example.com/' });
    const gone = join();
    gone.drop();
    open('+17205550142');
    expect([stranger.posted, gone.posted]).toEqual([[], []]);
    life.abort();
    expect(onConnect.size).toBe(0);
  });
});
