/** The conversation. Stays where the reader is: nothing that arrives moves what is being read. */
import './templates/OwnText.css';
import './Timeline.css';
import './media/Viewer.css';
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../words';
import { useDesk } from '../desk';
import { lazily } from '../lazily';
import { picturesOf } from '../media/pictures';
import { waitingFor } from '../outbox';
import { type Row, rowsOf } from '../rows';
import type { Snapshot } from '../store';
import type { Target } from '../target';
import { Icon } from './Icon';
import { Item } from './Item';

const Viewer = lazily(() => import('./media/Viewer').then((made) => made.Viewer));

/** How near to the end still counts as "at the end", and to the top as "wants older". */
const END_PX = 40;
const TOP_PX = 240;

/** What arrived at the end since `last`, as far as others wrote it. */
function arrivedAfter(
  rows: readonly Row[],
  last: string | undefined,
  me: string | undefined,
): number {
  const from = rows.findIndex((row) => row.key === last);
  if (from < 0) return 0;
  return rows.slice(from + 1).filter((row) => {
    if (row.kind !== 'item') return false;
    return row.item.kind === 'event' || row.item.author?.id !== me;
  }).length;
}

export function Timeline({ snapshot, target }: { snapshot: Snapshot; target: Target }) {
  const { store, outbox, actions, reading } = useDesk();
  const { items, older } = snapshot.timeline;
  const waiting = waitingFor(outbox.entries.value, target, items);
  const rows = useMemo(
    () => rowsOf(items, waiting, snapshot.mark),
    // `waiting` is a new list each time; its entries are not.
    [items, snapshot.mark, ...waiting],
  );
  const me = store.session.value?.member.id;
  const box = useRef<HTMLElement>(null);
  const list = useRef<HTMLOListElement>(null);
  const at = useRef({ end: true, fromBottom: 0, first: '', last: '', waiting: 0 });
  const [unseen, setUnseen] = useState(0);

  const note = (): void => {
    const view = box.current;
    if (view === null) return;
    at.current.fromBottom = view.scrollHeight - view.scrollTop;
    const end = at.current.fromBottom - view.clientHeight <= END_PX;
    at.current.end = end;
    reading.atEnd(end);
    if (end) setUnseen(0);
  };
  const toEnd = (): void => {
    if (box.current !== null) box.current.scrollTop = box.current.scrollHeight;
    note();
  };

  useLayoutEffect(() => {
    const view = box.current;
    if (view === null) return;
    const was = at.current;
    const first = rows.find((row) => row.kind === 'item')?.key ?? '';
    const last = rows.at(-1)?.key ?? '';
    const prepended =
      was.first !== '' && was.first !== first && rows.some((row) => row.key === was.first);
    const pressed = waiting.length > was.waiting;
    if (was.end || pressed) toEnd();
    else if (prepended) view.scrollTop = view.scrollHeight - was.fromBottom;
    else if (last !== was.last) setUnseen((count) => count + arrivedAfter(rows, was.last, me));
    at.current = { ...at.current, first, last, waiting: waiting.length };
  }, [rows]);

  useLayoutEffect(() => {
    const view = box.current;
    if (view === null || list.current === null || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => (at.current.end ? toEnd() : note()));
    observer.observe(view);
    observer.observe(list.current);
    return () => observer.disconnect();
  }, []);

  const onScroll = (): void => {
    note();
    if (older !== null && (box.current?.scrollTop ?? TOP_PX) < TOP_PX) void actions.older();
  };

  return (
    <div class="talk">
      <section
        ref={box}
        class="log"
        role="log"
        aria-label={t('sidebar.conversation')}
        aria-relevant="additions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
        tabIndex={0}
        onScroll={onScroll}
      >
        <div class="spring" />
        {older !== null && (
          <p class="older">
            <button type="button" onClick={() => void actions.older()}>
              {t('sidebar.older')}
            </button>
          </p>
        )}
        <ol ref={list}>
          {rows.map((row) => (
            <Item key={row.key} row={row} target={target} lines={snapshot.beside.lines} />
          ))}
        </ol>
        {rows.length === 0 && <p class="nothing">{nothingYet(snapshot, target)}</p>}
      </section>
      {unseen > 0 && (
        <button type="button" class="pill" onClick={toEnd}>
          <Icon name="down" size={14} />
          {plural('sidebar.pill', unseen)}
        </button>
      )}
      <Opened timeline={snapshot.timeline} />
    </div>
  );
}

/** The picture that was opened, while this conversation is that of the open record. */
function Opened({ timeline }: { timeline: Snapshot['timeline'] }) {
  const { store } = useDesk();
  const viewing = store.viewing.value;
  if (viewing === null || !store.current.value) return null;
  const pictures = picturesOf(timeline);
  const at = pictures.findIndex(({ id }) => id === viewing);
  return at < 0 ? null : <Viewer pictures={pictures} at={at} />;
}

function nothingYet({ beside }: Snapshot, target: Target): string {
  if (beside.state === 'new') return t('sidebar.new.nobody');
  return t('sidebar.nothing_yet', { name: target.short });
}
