import { describe, expect, it, vi } from 'vitest';
import { makeCalls } from '../../src/worker/call';

function setUp(there: boolean, allowed = true) {
  const api = {
    tabs: {
      sendMessage: vi.fn(() => (there ? Promise.resolve() : Promise.reject(new Error('none')))),
    },
    scripting: {
      executeScript: vi.fn(() => (allowed ? Promise.resolve([]) : Promise.reject(new Error('no')))),
    },
    runtime: { openOptionsPage: vi.fn(async () => undefined) },
  };
  return { api, calls: makeCalls(api as never) };
}

describe('a call from the toolbar or the keyboard', () => {
  it('reaches the sidebar that is there', async () => {
    const { api, calls } = setUp(true);
    await calls.call(7, 'toggle');
    expect(api.tabs.sendMessage).toHaveBeenCalledWith(7, { k: 'toggle' }, { frameId: 0 });
    expect(api.scripting.executeScript).not.toHaveBeenCalled();
    expect(calls.taken(7)).toBe(false);
  });

  it('brings the sidebar to a page without a grant, open, once', async () => {
    const { api, calls } = setUp(false);
    await calls.call(7, 'toggle');
    expect(api.scripting.executeScript).toHaveBeenCalledOnce();
    expect([calls.taken(7), calls.taken(7)]).toEqual([true, false]);
  });

  it('opens the settings where nothing may run', async () => {
    const { api, calls } = setUp(false, false);
    await calls.call(7, 'toggle');
    expect(api.runtime.openOptionsPage).toHaveBeenCalledOnce();
    expect(calls.taken(7)).toBe(false);
  });
});
