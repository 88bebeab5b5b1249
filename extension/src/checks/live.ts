/** What sidebar and service worker understand of each other. */
import type { Asks, Checks, FromWorker, LiveEvent, Session, ToWorker } from '../messages';
import {
  type Check,
  empty,
  flag,
  listOf,
  oneOf,
  optional,
  orNull,
  shape,
  text,
  whole,
} from '../shape';

export const toWorker: Checks<ToWorker> = {
  watch: shape<ToWorker['watch']>({ threads: listOf(text(64), 50) }),
  online: empty,
  unread: empty,
};

export const asks: { [K in keyof Asks]: Check<Asks[K][0]> } = {
  token: shape<Asks['token'][0]>({ stale: optional(text(4096)) }),
  signIn: empty,
  signOut: empty,
  server: empty,
  options: empty,
};

export const isSession: Check<Session> = shape<Session>(
  {
    server: text(300),
    member: shape<Session['member']>({ id: text(64), name: text(200), initials: text(8) }, 'open'),
    email: text(320),
    role: oneOf(['rep', 'lead', 'admin', 'auditor']),
    may_send: flag,
    workspace: shape<Session['workspace']>(
      { id: text(64), name: text(200), region: text(8), hold_seconds: whole(0, 30) },
      'open',
    ),
  },
  'open',
);

export const isLiveEvent: Check<LiveEvent> = shape<LiveEvent>(
  { seq: whole(), at: text(40), data: shape<LiveEvent['data']>({ type: text(40) }, 'open') },
  'open',
);

export const fromWorker: Checks<FromWorker> = {
  session: shape<FromWorker['session']>({ session: orNull(isSession) }),
  link: shape<FromWorker['link']>({ state: oneOf(['up', 'down', 'retrying']) }),
  event: isLiveEvent,
  head: shape<FromWorker['head']>({ seq: whole() }),
  reset: shape<FromWorker['reset']>({ seq: whole() }),
};
