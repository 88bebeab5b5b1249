import { beforeEach, describe, expect, it, vi } from 'vitest';
import { candidates } from '../../src/crm/index';
import { watchFront } from '../../src/page/front';
import { show } from './dom';

const HOST = 'http://127.0.0.1:5001';
const LIST = `${HOST}/a/acme/contacts`;

const quickView = (id: string, link = id) =>
  `<div role="dialog" data-record-type="contact" data-record-id="${id}"><footer><a href="${LIST}/${link}">Open</a></footer></div>`;

function watch(maybe = vi.fn()) {
  const life = new AbortController();
  return {
    maybe,
    life,
    front: watchFront(document, candidates('127.0.0.1:5001').adapters, maybe, life.signal),
  };
}

beforeEach(() => {
  show('');
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      observe = vi.fn();
      disconnect = vi.fn();
    },
  );
});

describe('the record in front', () => {
  it('is that of the address', () => {
    const { front } = watch();
    expect(front.record(`${LIST}/7`)).toMatchObject({ id: '7' });
    expect(front.record(LIST)).toBeNull();
  });

  it('is that of a quick view over the list', () => {
    const { front } = watch();
    show(quickView('5'));
    expect(front.record(LIST)).toEqual({
      crm: 'sample',
      account: 'acme',
      type: 'contact',
      id: '5',
    });
  });

  it('is that of the address while a dialog shows none, or contradicts itself', () => {
    const { front } = watch();
    show('<div role="dialog"><footer><a href="/help">Help</a></footer></div>');
    expect(front.record(`${LIST}/7`)).toMatchObject({ id: '7' });
    show(quickView('5', '6'));
    expect(front.record(`${LIST}/7`)).toMatchObject({ id: '7' });
  });

  it('may have changed after a press, once for a burst of them', () => {
    vi.useFakeTimers();
    const { maybe, life } = watch();
    for (const kind of ['click', 'focusin', 'keyup']) document.dispatchEvent(new Event(kind));
    expect(maybe).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(maybe).toHaveBeenCalledOnce();
    life.abort();
    document.dispatchEvent(new Event('click'));
    vi.advanceTimersByTime(100);
    expect(maybe).toHaveBeenCalledOnce();
    vi.useRealTimers();
  });
});
