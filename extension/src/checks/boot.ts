/** What the service worker does for a content script. */
import { type PageAsk, type Place, WIDTH } from '../boot';
import { type CrmId, isCrmId } from '../record';
import { type Check, flag, oneOf, optional, shape, whole } from '../shape';

type Kept = { [K in keyof Place]?: Place[K] | undefined };

const isKept = shape<Required<Kept>>({
  open: optional(flag),
  width: optional(whole(WIDTH.min, WIDTH.max)),
  layout: optional(oneOf(['margin', 'overlay'])),
} as never);

const boot = shape<{ k: 'boot' }>({ k: oneOf(['boot']) });
const keep = shape<{ k: 'keep'; p: Required<Kept> }>({ k: oneOf(['keep']), p: isKept });
const unread = shape<{ k: 'unread'; p: CrmId }>({ k: oneOf(['unread']), p: isCrmId });

export const isPageAsk: Check<PageAsk> = (value): value is PageAsk =>
  boot(value) || keep(value) || unread(value);
