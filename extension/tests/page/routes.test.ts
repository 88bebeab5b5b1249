import { describe, expect, it, vi } from 'vitest';
import { watchRoutes } from '../../src/page/routes';

function page(first: string) {
  const navigation = new EventTarget();
  const window = new EventTarget();
  const life = new AbortController();
  const changed = vi.fn();
  let address = first;
  watchRoutes(changed, life.signal, { navigation, window, address: () => address });
  return {
    changed,
    life,
    window,
    go(next: string, ...events: string[]) {
      address = next;
      for (const event of events) navigation.dispatchEvent(new Event(event));
    },
  };
}

describe('the routes of a page', () => {
  it('begin with the one that is open', () => {
    expect(page('https://x.com/1').changed).toHaveBeenCalledExactlyOnceWith('https://x.com/1');
  });

  it('are told once, however often the browser announces them', () => {
    const { changed, go } = page('https://x.com/1');
    go('https://x.com/2', 'currententrychange', 'navigatesuccess', 'currententrychange');
    expect(changed.mock.calls.slice(1)).toEqual([['https://x.com/2']]);
  });

  it('differ by their hash, where some CRMs keep the record', () => {
    const { changed, go } = page('https://x.com/#Contact/view/1');
    go('https://x.com/#Contact/view/2', 'currententrychange');
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('are not told before they are committed', () => {
    const { changed, go } = page('https://x.com/1');
    go('https://x.com/2', 'navigate');
    expect(changed).toHaveBeenCalledTimes(1);
  });

  it('are told anew when the page comes back from the cache', () => {
    const { changed, window } = page('https://x.com/1');
    window.dispatchEvent(new Event('pageshow'));
    expect(changed).toHaveBeenCalledTimes(2);
  });

  it('are told to nobody after the end', () => {
    const { changed, go, life } = page('https://x.com/1');
    life.abort();
    go('https://x.com/2', 'currententrychange');
    expect(changed).toHaveBeenCalledTimes(1);
  });
});
