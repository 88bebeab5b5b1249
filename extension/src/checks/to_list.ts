/** What a list hears of the service worker. */
import { type Listed, MOST_ASKED, type ToList } from '../listed';
import type { Checks } from '../messages';
import { empty, flag, listOf, orNull, shape, text, whole } from '../shape';

const isListed = shape<Listed>({
  number: text(64),
  since: orNull(whole()),
  unread: whole(),
  owner: orNull(shape({ name: text(200), initials: text(8) })),
  out: flag,
});

export const toList: Checks<ToList> = {
  badges: shape<ToList['badges']>({
    asked: listOf(text(64), MOST_ASKED),
    badges: orNull(listOf(isListed, MOST_ASKED)),
  }),
  stale: shape<ToList['stale']>({ drop: flag }),
  over: empty,
};
