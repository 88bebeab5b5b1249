/** Messages inside the extension: who sent them and what they look like (V-6). */
import { describe, expect, it } from 'vitest';
import { isPageAsk } from '../src/checks/boot';
import {
  asks,
  fromPage,
  fromWorker,
  isRecordRef,
  recordKey,
  toPage,
  toWorker,
} from '../src/messages';
import { isWrittenPhone } from '../src/record';

const REF = { crm: 'hubspot', account: '44', type: 'contact', id: '7' } as const;

describe('a record reference', () => {
  it('is known by all four of its parts', () => {
    expect(isRecordRef(REF)).toBe(true);
    for (const part of Object.keys(REF)) {
      expect(isRecordRef({ ...REF, [part]: undefined }), part).toBe(false);
      expect(isRecordRef({ ...REF, [part]: '' }), part).toBe(false);
    }
  });

  it('holds nothing else, and no CRM or type that nobody knows', () => {
    expect(isRecordRef({ ...REF, token: 'x' })).toBe(false);
    expect(isRecordRef({ ...REF, crm: 'access' })).toBe(false);
    expect(isRecordRef({ ...REF, type: 'invoice' })).toBe(false);
    expect(isRecordRef({ ...REF, id: 'x'.repeat(201) })).toBe(false);
  });

  it('has a key of its own, whatever characters its parts hold', () => {
    const tricky = { ...REF, account: '44","contact' };
    expect(recordKey(tricky)).not.toBe(recordKey(REF));
    expect(recordKey({ ...REF })).toBe(recordKey(REF));
  });
});

describe('what a page says', () => {
  it.each([
    ['record', { seq: 1, ref: REF, crm: 'hubspot', host: 'app.hubspot.com' }],
    ['record', { seq: 2, ref: null, crm: 'generic', host: 'example.com' }],
    ['hint', { seq: 2, state: 'none', name: null, phones: [] }],
    ['tel', { number: '+1 (720) 555-0142' }],
    ['theme', { scheme: 'dark' }],
    ['shown', { open: false }],
    ['focus', {}],
  ] as const)('%s is heard', (kind, payload) => {
    expect(fromPage[kind](payload)).toBe(true);
  });

  it.each([
    ['record', { seq: 0, ref: null, crm: 'generic', host: 'x' }],
    ['record', { seq: 1.5, ref: null, crm: 'generic', host: 'x' }],
    ['record', { seq: 1, ref: { ...REF, extra: 1 }, crm: 'hubspot', host: 'x' }],
    ['record', null],
    ['hint', { seq: 1, state: 'read', name: 'A', phones: ['<img src=x onerror=alert(1)>'] }],
    ['hint', { seq: 1, state: 'read', name: 'A', phones: Array(13).fill('7205550142') }],
    ['hint', { seq: 1, state: 'read', name: 'x'.repeat(201), phones: [] }],
    ['hint', { seq: 1, state: 'sure', name: null, phones: [] }],
    ['tel', { number: 'call me' }],
    ['tel', { number: '7205550142', send: true }],
    ['theme', { scheme: 'url(evil)' }],
    ['focus', { text: 'send this' }],
  ] as const)('%s with %j is dropped', (kind, payload) => {
    expect(fromPage[kind](payload)).toBe(false);
  });

  it('has no word for sending, signing in or tokens', () => {
    expect(Object.keys(fromPage).sort()).toEqual([
      'focus',
      'hint',
      'looked',
      'record',
      'shown',
      'tel',
      'theme',
    ]);
    expect(isPageAsk({ k: 'token' })).toBe(false);
    expect(isPageAsk({ k: 'boot', p: {} })).toBe(false);
  });
});

describe('a written number', () => {
  it.each([
    '(720) 555-0142',
    '+49 (0)151 23456789',
    '1-800-555-ROOF',
    '312\u00a0555\u00a00133',
    '720-555-0146 x12',
  ])('%s may be one', (text) => expect(isWrittenPhone(text)).toBe(true));

  it.each([
    'n/a',
    '',
    'javascript:1',
    '1<2',
    'x'.repeat(65),
    7205550142,
    null,
  ])('%s is none', (text) => expect(isWrittenPhone(text)).toBe(false));
});

describe('what a sidebar wishes', () => {
  it('is a width that a sidebar can have', () => {
    expect(toPage.size({ width: 384 })).toBe(true);
    expect(toPage.size({ width: 5000 })).toBe(false);
    expect(toPage.size({ width: Number.NaN })).toBe(false);
  });

  it('is checked on its way to the service worker, too', () => {
    expect(toWorker.watch({ threads: ['t1'] })).toBe(true);
    expect(toWorker.watch({ threads: [1] })).toBe(false);
    expect(asks.token({})).toBe(true);
    expect(asks.token({ stale: 'abc' })).toBe(true);
    expect(asks.token({ stale: 7 })).toBe(false);
  });
});

describe('what the service worker says', () => {
  const session = {
    server: 'https://text.example.com',
    member: { id: 'm1', name: 'Jon', initials: 'J' },
    email: 'jon@example.com',
    role: 'rep',
    may_send: true,
    workspace: { id: 'w1', name: 'Northside', region: 'US', hold_seconds: 5 },
  };

  it('may know more of a session than this version does', () => {
    expect(fromWorker.session({ session })).toBe(true);
    expect(fromWorker.session({ session: { ...session, team: 'x' } })).toBe(true);
    expect(fromWorker.session({ session: null })).toBe(true);
    expect(fromWorker.session({ session: { ...session, role: 'root' } })).toBe(false);
  });

  it('carries events of types that are still to be invented', () => {
    const event = { seq: 4, at: '2026-11-17T09:00:00Z', data: { type: 'new_thing', x: 1 } };
    expect(fromWorker.event(event)).toBe(true);
    expect(fromWorker.event({ ...event, seq: -1 })).toBe(false);
    expect(fromWorker.event({ ...event, data: [] })).toBe(false);
  });
});
