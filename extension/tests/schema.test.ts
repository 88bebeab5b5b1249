import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isServerFrame } from '../src/schema/events';

const event = (data: object) => ({ type: 'event', seq: 4, at: '2026-11-17T09:00:00.000Z', data });
const read = { type: 'read', member_id: '', person_id: '', seq_read: 3 };
const id = '01890000-0000-7000-8000-000000000001';

describe('a frame of the server', () => {
  it.each([
    { type: 'ready', head: 0 },
    { type: 'ping', head: 12 },
    { type: 'reset', head: 12 },
    event({ type: 'consent', phone: '+17205550142', opted_out: true }),
    event({ ...read, member_id: id, person_id: id }),
    event({ type: 'workspace', what: 'lines', added_later: true }),
  ])('%j is understood', (frame) => expect(isServerFrame(frame)).toBe(true));

  it.each([
    { type: 'ready' },
    { type: 'ready', head: -1 },
    { type: 'hello', token: 'x' },
    event({ type: 'consent', phone: 7205550142, opted_out: true }),
    event(read),
    event({ type: 'unheard_of' }),
    null,
    'ping',
  ])('%j is not', (frame) => expect(isServerFrame(frame)).toBe(false));

  it('is checked by code that makes no code', () => {
    const code = readFileSync(join(import.meta.dirname, '../src/schema/events.js'), 'utf8');
    expect(code).not.toMatch(/\beval\b|new Function|require\(/);
  });
});
