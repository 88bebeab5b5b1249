/** Things of the wire with sensible values; a test names only what it is about. */
import type { RecordRef, Session } from '../../src/messages';
import type { Entry } from '../../src/sidebar/outbox';
import type { Target } from '../../src/sidebar/target';
import type {
  Beside,
  Composing,
  Line,
  PersonCard,
  PersonPhone,
  Template,
  Verdict,
} from '../../src/sidebar/wire';

import { ANNA_PHONE, ME } from './make_items';

export * from './make_consent';
export * from './make_items';

export const REF: RecordRef = { crm: 'sample', account: 'acme', type: 'contact', id: '1' };

export function session(change: Partial<Session> = {}): Session {
  return {
    server: 'http://server.test',
    member: ME,
    email: 'jon@northside.example',
    role: 'rep',
    may_send: true,
    workspace: { id: 'w1', name: 'Northside', region: 'US', hold_seconds: 5 },
    ...change,
  };
}

export function phone(change: Partial<PersonPhone> = {}): PersonPhone {
  return {
    raw: '(720) 555-0142',
    e164: ANNA_PHONE,
    display: '+1 720 555 0142',
    label: 'mobile',
    problem: null,
    shared_with: 0,
    former: false,
    ...change,
  };
}

export function person(change: Partial<PersonCard> = {}): PersonCard {
  return {
    id: 'p1',
    name: 'Anna Fernández',
    first_name: 'Anna',
    title: 'Operations lead',
    company: 'Alpine Dental Group',
    owner: ME,
    phones: [phone()],
    last_inbound_at: null,
    last_outbound_at: null,
    opted_out_at: null,
    local_time: { zone: 'America/Denver', place: 'Denver', ambiguous: false },
    version: 1,
    hint: null,
    ...change,
  };
}

export const LINES: Line[] = [
  {
    id: 'l1',
    name: 'Denver Sales',
    phone: '+17205550100',
    display: '+1 720 555 0100',
    state: 'live',
    pause_reason: null,
    mms: true,
    media_limit: 600_000,
  },
  {
    id: 'l2',
    name: 'Gulf Branch',
    phone: '+18505550111',
    display: '+1 850 555 0111',
    state: 'paused',
    pause_reason: 'an admin paused it',
    mms: false,
    media_limit: 600_000,
  },
];

export function verdict(change: Partial<Verdict> = {}): Verdict {
  return {
    state: 'go',
    code: 'ok',
    title: 'You can text Anna now',
    detail: 'They wrote today.',
    reasons: [],
    until: null,
    until_words: null,
    press: null,
    rules_version: '',
    ...change,
  };
}

export const STOP = verdict({
  state: 'stop',
  code: 'opted_out',
  title: 'Anna asked not to be texted',
  detail: 'They wrote “STOP”.',
});

export function beside(change: Partial<Beside> = {}): Beside {
  return {
    seq: 100,
    state: 'person',
    record: { ...REF, name: 'Anna Fernández', known: true },
    people: [person()],
    person_id: 'p1',
    new_name: null,
    page_phones: [],
    thread: { id: 't1', line_id: 'l1', phone: ANNA_PHONE, person_id: 'p1' },
    local_time: { zone: 'America/Denver', place: 'Denver', ambiguous: false },
    timeline: { items: [], next_cursor: null },
    unread_after: 1000,
    verdict: verdict(),
    consent: null,
    schedule_days: 30,
    lines: LINES,
    values: { first_name: 'Anna', company: 'Alpine Dental' },
    templates_version: '1',
    ...change,
  };
}

/** What the checks know of a conversation in which all has been said. */
export const composing = (change: Partial<Composing> = {}): Composing => ({
  brand: 'Northside Supply',
  link_domains: ['northside.example'],
  warn_segments: 3,
  max_segments: 10,
  blocked_risks: [],
  plain_words: {},
  first_to_number: false,
  days_since_opt_out_line: null,
  scope: 'informational',
  opt_out_line: 'Reply STOP to opt out.',
  most_alike: null,
  ...change,
});

export const page = (...items: Beside['timeline']['items']): Beside['timeline'] => ({
  items,
  next_cursor: null,
});

export function target(change: Partial<Target> = {}): Target {
  return {
    person: 'p1',
    name: 'Anna Fernández',
    short: 'Anna',
    phone: ANNA_PHONE,
    line: 'l1',
    record: null,
    ...change,
  };
}

export function entry(change: Partial<Entry> = {}): Entry {
  return {
    key: 'key00001',
    kind: 'text',
    workspace: 'w1',
    to: target(),
    text: 'Hello',
    template: null,
    seen: 0,
    pending: [],
    pressed: 1000,
    state: 'queued',
    tries: 0,
    due: 0,
    problem: null,
    undo: false,
    lease: null,
    unseen: [],
    ...change,
  };
}

export function template(change: Partial<Template> = {}): Template {
  return {
    id: 'tpl1',
    version: 3,
    name: 'Confirm appointment',
    group: 'Visits',
    body: 'Hi {{first_name|there}}, confirming at {{company}}.',
    fields: ['first_name', 'company'],
    state: 'approved',
    tags: [],
    purpose: 'conversational',
    language: 'en',
    ...change,
  };
}
