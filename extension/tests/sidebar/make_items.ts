/** Items of the timeline with sensible values. */
import type { Attachment } from '../../src/sidebar/media/attachment';
import type { EventItem, MediaItem, MessageItem, NoteItem } from '../../src/sidebar/wire';

export const ANNA_PHONE = '+17205550142';
export const ME = { id: 'm1', name: 'Jon Meyer', initials: 'JM' };
export const PRIYA = { id: 'm2', name: 'Priya Nair', initials: 'PN' };

const WORDS: Partial<Record<MessageItem['state'], string>> = {
  received: 'Received',
  held: 'Sending',
  submitted: 'Sent',
  delivered: 'Delivered',
  undelivered: 'Not delivered',
  canceled: 'Undone',
};

type Failure = NonNullable<MessageItem['failure']>;

export function failure(change: Partial<Failure> = {}): Failure {
  return {
    code: 'unreachable',
    title: 'Phone out of reach',
    words: 'The phone was off.',
    next: ['edit_and_resend', 'call'],
    ...change,
  };
}

export function text(change: Partial<MessageItem> & { seq: number }): MessageItem {
  const direction = change.direction ?? 'out';
  const state = change.state ?? (direction === 'in' ? 'received' : 'delivered');
  return {
    kind: 'message',
    id: `i${String(change.seq).padStart(5, '0')}`,
    at: new Date(Date.UTC(2026, 10, 22, 12, 0, change.seq)).toISOString(),
    person_id: 'p1',
    thread_id: 't1',
    line_id: 'l1',
    phone: ANNA_PHONE,
    direction,
    text: `text ${change.seq}`,
    state,
    state_words: WORDS[state] ?? state,
    failure: null,
    mark: null,
    send_at: null,
    segments: 1,
    author: direction === 'in' ? null : ME,
    origin: direction === 'in' ? null : 'human',
    client_key: null,
    undo_until: null,
    template_id: null,
    media: [],
    crm: null,
    version: 1,
    ...change,
  };
}

export function note(change: Partial<NoteItem> & { seq: number }): NoteItem {
  return {
    kind: 'note',
    id: `n${change.seq}`,
    at: new Date(Date.UTC(2026, 10, 22, 12, 0, change.seq)).toISOString(),
    person_id: 'p1',
    text: `note ${change.seq}`,
    author: PRIYA,
    client_key: null,
    version: 1,
    ...change,
  };
}

export function happened(change: Partial<EventItem> & { seq: number }): EventItem {
  return {
    kind: 'event',
    id: `e${change.seq}`,
    at: new Date(Date.UTC(2026, 10, 22, 12, 0, change.seq)).toISOString(),
    person_id: 'p1',
    thread_id: 't1',
    type: 'opted_out',
    words: `event ${change.seq}`,
    version: 1,
    ...change,
  };
}

export function media(change: Partial<MediaItem> = {}): MediaItem {
  return {
    id: 'md1',
    kind: 'image',
    content_type: 'image/jpeg',
    bytes: 120_000,
    name: 'kitchen.jpg',
    width: 1200,
    height: 900,
    thumbnail: true,
    state: 'ready',
    words: null,
    ...change,
  };
}

export function attachment(change: Partial<Attachment> = {}): Attachment {
  const made = media(change);
  return { ...made, link: `https://server.test/m/${made.id}/${made.name}`, ...change };
}
