import { describe, expect, it, vi } from 'vitest';
import { dialled, watchTel } from '../../src/page/tel';
import { show } from './dom';

describe('a link that dials', () => {
  it.each([
    ['tel:+1-201-555-0123', '+1-201-555-0123'],
    ['tel:tel:+1-201-555-0123', '+1-201-555-0123'],
    ['TEL:%28720%29%20555', '(720) 555'],
    ['sms:7205550142', '7205550142'],
    ['tel:%E0%A4%A', '%E0%A4%A'],
  ])('%s dials %s', (href, number) => {
    expect(dialled(href)).toBe(number);
  });

  const press = (selector: string, trusted: boolean) => {
    const pressed = vi.fn();
    const life = new AbortController();
    watchTel(document, pressed, life.signal);
    const event = new MouseEvent('click', { bubbles: true, composed: true, cancelable: true });
    Object.defineProperty(event, 'isTrusted', { value: trusted });
    document.querySelector(selector)?.dispatchEvent(event);
    life.abort();
    return { pressed, event };
  };

  it('is told when a person presses it or something in it, and still dials', () => {
    show('<a href="tel:7205550142"><b>Call</b></a>');
    const { pressed, event } = press('b', true);
    expect(pressed).toHaveBeenCalledExactlyOnceWith('7205550142');
    expect(event.defaultPrevented).toBe(false);
  });

  it("is not told when a page's script presses it, or when it is none", () => {
    show('<a href="tel:7205550142">Call</a><a href="tel:javascript" id="no">x</a><p>x</p>');
    expect(press('a', false).pressed).not.toHaveBeenCalled();
    expect(press('#no', true).pressed).not.toHaveBeenCalled();
    expect(press('p', true).pressed).not.toHaveBeenCalled();
  });
});
