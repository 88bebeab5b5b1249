/** The pages whose lists show badges: asks the server for them, and says when to ask again. */
import { fromList } from '../checks/from_list';
import { isOurContentScript, type PortLike } from '../chrome';
import { type FromList, type Listed, MOST_ASKED, PACE_MS, type ToList } from '../listed';
import { type Line, line } from '../rpc';
import { flag, listOf, orNull, shape, text, whole } from '../shape';
import type { Rest } from './rest';

/** As `POST /v1/badges` answers; what is not drawn is left here. */
const isAnswer = shape(
  {
    badges: listOf(
      shape(
        {
          number: text(64),
          waiting_since: orNull(text(40)),
          unread: whole(),
          owner: orNull(shape({ name: text(200), initials: text(8) }, 'open')),
          opted_out: flag,
        },
        'open',
      ),
      MOST_ASKED,
    ),
  },
  'open',
);

export interface ListParts {
  rest: Pick<Rest, 'get'>;
  /** Whether the switch of a page's site is on. */
  allowed(address: string): Promise<boolean>;
  open(tab: number): void;
  /** Somebody looks at a list, or nobody does any more. */
  audience(): void;
}

export interface PageLists {
  join(port: PortLike): void;
  stale(drop: boolean): void;
  readonly size: number;
}

export function makePageLists(parts: ListParts, ourId?: string): PageLists {
  const pages = new Set<Line<ToList>>();

  const ask = async (address: string, numbers: string[]): Promise<Listed[] | null | 'over'> => {
    if (!(await parts.allowed(address))) return 'over';
    const answer = await parts.rest.get('/v1/badges', { numbers });
    if (!isAnswer(answer)) return null;
    return answer.badges.map(({ number, waiting_since, unread, owner, opted_out: out }) => ({
      number,
      since: waiting_since === null ? null : Date.parse(waiting_since) || null,
      unread,
      owner: owner && { name: owner.name, initials: owner.initials },
      out,
    }));
  };

  return {
    get size() {
      return pages.size;
    },
    stale(drop) {
      for (const page of pages) page.tell('stale', { drop });
    },
    join(port) {
      const { sender } = port;
      if (!isOurContentScript(sender, ourId)) {
        port.disconnect();
        return;
      }
      let next = 0;
      const page: Line<ToList> = line<ToList, FromList>(port, {
        checks: fromList,
        on: {
          ask({ numbers: asked }) {
            const now = Date.now();
            if (now < next) return; // ours keeps the pace; this one was made to do otherwise
            next = now + PACE_MS / 2;
            void ask(sender?.url ?? '', asked).then((badges) => {
              if (badges === 'over') page.tell('over', {});
              else page.tell('badges', { asked, badges });
            });
          },
          open: () => parts.open(sender?.tab?.id ?? -1),
        },
      });
      pages.add(page);
      parts.audience();
      page.closed.addEventListener('abort', () => {
        pages.delete(page);
        parts.audience();
      });
    },
  };
}
