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
    expect(front.record(`${LIST}/7`).ref).toMatchObject({ id: '7' });
    expect(front.record(LIST)).toEqual({ ref: null, over: null });
  });

  it('is that of a quick view over the list', () => {
    const { front } = watch();
    show(quickView('5'));
    expect(front.record(LIST).ref).toEqual({
      crm: 'sample',
      account: 'acme',
      type: 'contact',
      id: '5',
    });
  });

  it('is that of the address while a dialog shows none, or contradicts itself', () => {
    const { front } = watch();
    show('<div role="dialog"><footer><a href="/help">Help</a></footer></div>');
    expect(front.record(`${LIST}/7`).ref).toMatchObject({ id: '7' });
    show(quickView('5', '6'));
    expect(front.record(`${LIST}/7`).ref).toMatchObject({ id: '7' });
  });

  it('may have changed after a press, once for a burst of them', () => {
    vi.useFakeTimers();
    const { maybe, life } = watch();
    for (const kind of ['click', 'focusin', 'keyup']) document.dispatchEvent(new Event(kind));
    expect(maybe).not.toHaveBeenCalled();
    vi.advanceTimersByTime(100);
    expect(maybe).toHaveBeenCalledOnce();
    vi.advanceTimersByTime(10_000);
    expect(maybe).toHaveBeenCalledTimes(3);
    life.abort();
    document.dispatchEvent(new Event('click'));
    vi.advanceTimersByTime(10_000);
    expect(maybe).toHaveBeenCalledTimes(3);
    vi.useRealTimers();
  });
});

describe('a quick view of EspoCRM', () => {
  const ESPO = 'https://crm.example.com/#Contact';
  const front = (html: string) => {
    show(html);
    const { adapters } = candidates('crm.example.com');
    return watchFront(document, adapters, vi.fn(), new AbortController().signal).record(ESPO);
  };
  const quick = (links: string) => `
    <table><tr><td><a href="tel:4155550100">Somebody else</a></td></tr></table>
    <div class="modal dialog dialog-record in" role="dialog"><header class="modal-header">
      <h4 class="modal-title"><span class="modal-title-text">${links}</span></h4></header>
      <div class="record-container"><div class="field" data-name="phoneNumber">
        <a href="tel:4155550123" data-phone-number="4155550123">x</a></div></div></div>`;
  const link = (id: string) =>
    `<a href="https://crm.example.com/#Contact/view/${id}" data-action="fullForm"><span>Contact</span><span>Ada</span></a>`;

  it('is the record that its heading leads to, though the address stays that of the list', () => {
    expect(front(quick(link('65b1c2d3e4f5a6b7c')))).toEqual({
      ref: {
        crm: 'espocrm',
        account: 'crm.example.com',
        type: 'contact',
        id: '65b1c2d3e4f5a6b7c',
      },
      over: null,
    });
  });

  it('is nobody’s where its heading leads to two, or nowhere', () => {
    for (const links of [link('65b1c2d3e4f5a6b7c') + link('65b1c2d3e4f5a6b7d'), 'Ada']) {
      const { ref, over } = front(quick(links));
      expect(ref).toBeNull();
      expect(over?.[0]).toBe(document.querySelector('[role="dialog"]'));
    }
  });

  it('is none where the dialog holds no record', () => {
    expect(front('<div class="modal in" role="dialog"><p>Delete?</p></div>')).toEqual({
      ref: null,
      over: null,
    });
  });
});

describe('a dialog of Odoo', () => {
  const COMPANY = 'https://erp.example.com/odoo/contacts/7';
  const front = (inner: string) => {
    show(`<div class="o_form_view"><h1><span>Firm</span></h1></div>
      <div class="o_dialog"><div role="dialog" class="modal o_technical_modal">${inner}</div></div>`);
    const { adapters } = candidates('erp.example.com');
    return watchFront(document, adapters, vi.fn(), new AbortController().signal).record(COMPANY);
  };

  it('with somebody’s record takes the place of the company below it, without a name', () => {
    const form =
      '<div class="o_form_view"><div class="o_field_phone"><input type="tel" value="1"></div></div>';
    const { ref, over } = front(form);
    expect(ref).toBeNull();
    expect(over?.[0].classList).toContain('modal');
  });

  it('with a question leaves the company in front', () => {
    expect(front('<div class="o_form_view"><input></div>').ref).toMatchObject({ id: '7' });
  });
});
