/** The script that draws badges in lists, on the sites where the rep switched that on. */
import { toList } from '../checks/to_list';
import { browser } from '../chrome';
import { takeover } from '../context';
import { type FromList, LIST_PORT, PACE_MS, type ToList } from '../listed';
import { type Line, line } from '../rpc';
import { makeLists } from './lists';
import { makeOpener } from './open';
import { makePace } from './pace';

/** The stream tells of every text in the workspace: at most so often it has us ask again. */
const RENEW_MS = 5000;
/** Ages pass, and nobody may be connected to tell of changes. */
const TICK_MS = 60_000;
const SETTLE_MS = 300;

function watch(ended: AbortSignal): void {
  const life = new AbortController();
  const signal = AbortSignal.any([ended, life.signal]);
  let wire: Line<FromList> | null = null;
  let scanning: ReturnType<typeof setTimeout> | undefined;
  let tick: ReturnType<typeof setTimeout> | undefined;

  const worker = (): Line<FromList> => {
    if (wire !== null && !wire.closed.aborted) return wire;
    wire = line<FromList, ToList>(browser.runtime.connect({ name: LIST_PORT }), {
      checks: toList,
      on: {
        badges: hear,
        stale({ drop }) {
          if (drop) lists.drop();
          renew();
        },
        over: () => life.abort(),
      },
    });
    return wire;
  };

  const lists = makeLists(document, {
    want: () => pace.soon(PACE_MS),
    pressed: (number) => open(number),
  });
  const open = makeOpener(() => worker().tell('open', {}), signal);
  const pace = makePace(() => {
    const numbers = lists.wanted();
    clearTimeout(tick);
    tick = setTimeout(renew, TICK_MS);
    // After an update of the extension there is nobody to ask, and a newer script at work here.
    if (browser.runtime?.id === undefined) life.abort();
    else if (numbers.length > 0) worker().tell('ask', { numbers });
  });

  const hear = ({ asked, badges }: ToList['badges']): void => {
    if (badges === null) {
      lists.drop(); // what nobody may know is not shown; asked again at the next tick
      return;
    }
    lists.hear(asked, badges);
    unwatched();
    if (lists.wanted().length > 0) pace.soon(PACE_MS);
  };
  const renew = (): void => {
    lists.stale();
    pace.soon(RENEW_MS);
  };

  const scan = (): void => {
    scanning = undefined;
    lists.scan();
    unwatched();
  };
  const changes = new MutationObserver(() => {
    lists.check();
    scanning ??= setTimeout(scan, SETTLE_MS);
  });
  /** Forget the changes that we made ourselves. */
  const unwatched = (): void => void changes.takeRecords();

  const rest = (): void => {
    changes.disconnect();
    clearTimeout(scanning);
    clearTimeout(tick);
    scanning = undefined;
    pace.stop();
    wire?.close();
  };
  const begin = (): void => {
    rest();
    if (document.visibilityState === 'hidden') return;
    changes.observe(document.documentElement, {
      subtree: true,
      childList: true,
      characterData: true,
      attributeFilter: ['href'],
    });
    lists.stale();
    scan();
    pace.soon(PACE_MS);
  };
  document.addEventListener('visibilitychange', begin, { signal });
  signal.addEventListener('abort', () => {
    rest();
    lists.rest();
  });
  begin();
}

watch(takeover(document, 'threadside:badges'));
