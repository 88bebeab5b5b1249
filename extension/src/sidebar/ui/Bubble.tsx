/** One text, with who, when and what became of it in words. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { later } from '../../context';
import { t } from '../../words';
import { useDesk } from '../desk';
import { withMedia } from '../format/media';
import { firstWord } from '../format/names';
import { clockTime, dayAndTime } from '../format/time';
import { lazily } from '../lazily';
import { usePlace } from '../place';
import type { Target } from '../target';
import type { MessageItem } from '../wire';
import { Doubt, Ended } from './Ended';
import { Linked } from './Linked';
import { Media } from './media/Media';
import { Synced, worthSaying } from './record/Synced';

const OwnText = lazily(() => import('./templates/OwnText').then((made) => made.OwnText));
const ENDED: readonly string[] = ['undelivered', 'rejected', 'failed', 'lapsed'];

/** It did not arrive, or was taken back for a reason that the rep has to know. */
const hasEnded = ({ state, failure }: MessageItem): boolean =>
  ENDED.includes(state) || (state === 'canceled' && failure != null);

/** Ends of holds by our own clock: the server's may differ by minutes. */
const holds = new Map<string, number>();

function holdEnd(item: MessageItem, now: number): number {
  const known = holds.get(item.id);
  if (known !== undefined) return known;
  const length = Date.parse(item.undo_until ?? item.at) - Date.parse(item.at);
  const end = now + Math.max(0, length);
  holds.set(item.id, end);
  return end;
}

/** `4 s` and counting; not read aloud each second. */
function Countdown({ item }: { item: MessageItem }) {
  const { clock } = useDesk();
  const end = holdEnd(item, clock.now());
  const [left, setLeft] = useState(() => Math.ceil((end - clock.now()) / 1000));
  useEffect(() => {
    const life = new AbortController();
    const tick = (): void => {
      const ms = end - clock.now();
      setLeft(Math.max(0, Math.ceil(ms / 1000)));
      if (ms > 0) later(tick, ms % 1000 || 1000, life.signal);
    };
    tick();
    return () => life.abort();
  }, [end, clock]);
  const words = left > 0 ? t('sidebar.state.sending_in', { seconds: left }) : item.state_words;
  return <span aria-hidden="true">{words}</span>;
}

/** What can be done while it has not left, and with one's own after that. */
function Held({ item, target, own }: { item: MessageItem; target: Target; own: boolean }) {
  const { store, actions } = useDesk();
  if (item.state !== 'held') return own ? <OwnText item={item} /> : null;
  if (store.session.value?.may_send !== true) return null;
  const takeBack = (): void => void actions.undoMessage(item, target);
  if (item.send_at == null) {
    return own ? (
      <button type="button" onClick={takeBack}>
        {t('sidebar.undo')}
      </button>
    ) : null;
  }
  return (
    <>
      <button type="button" onClick={() => void actions.sendNow(item)}>
        {t('sidebar.scheduled.now')}
      </button>
      <button type="button" onClick={takeBack}>
        {t('sidebar.edit')}
      </button>
    </>
  );
}

/** What became of it: `Sent`, `Scheduled for …`, `Not delivered: Phone out of reach`. */
function useStatus(item: MessageItem, place: string | null): string {
  const { clock, locale } = useDesk();
  if (place !== null) return place;
  if (item.state === 'held' && item.send_at != null) {
    const time = dayAndTime(item.send_at, clock.now(), locale);
    return t('sidebar.state.scheduled', { time });
  }
  return item.failure ? `${item.state_words}: ${item.failure.title}` : item.state_words;
}

/** A text of pictures alone has no bubble. */
function Words({ text, alone }: { text: string; alone: boolean }) {
  if (text === '' && !alone) return null;
  return (
    <p class="bubble" dir="auto">
      <Linked text={text} />
    </p>
  );
}

function atLength({ failure, mark }: MessageItem, shown: string): string {
  const more = failure ?? mark;
  return more ? `${shown}. ${more.words}` : shown;
}

interface Props {
  item: MessageItem;
  target: Target;
  /** The line's name, where it is not the one that the composer writes from. */
  line: string | null;
}

export function Bubble({ item, target, line }: Props) {
  const { store, clock, locale } = useDesk();
  const { session } = store;
  const said = worthSaying(item, clock.minute.value);
  const out = item.direction === 'out';
  const mine = out && item.author?.id === session.value?.member.id;
  const theirName = out ? (item.author?.name ?? t('sidebar.automation')) : target.name;
  const sender = mine ? t('sidebar.you') : theirName;
  const time = clockTime(item.at, locale);
  const media = item.media ?? [];
  const row = useRef<HTMLLIElement>(null);
  const place = usePlace(item, row, mine);
  const shown = useStatus(item, place);
  const text = withMedia(item.text, media);
  const status = said ? `${atLength(item, shown)}. ${item.crm?.words}` : atLength(item, shown);
  const name = t('sidebar.item.text', { sender, time, text, status });
  const counting = item.state === 'held' && item.send_at == null && mine;
  const ended = hasEnded(item);
  const maySend = session.value?.may_send === true;
  return (
    <li
      ref={row}
      class={`text ${item.direction}${media.length > 0 ? ' with-media' : ''}`}
      aria-label={name}
      data-id={item.id}
      data-status={item.state}
    >
      <Media media={media} />
      <Words text={item.text} alone={media.length === 0} />
      <p class="meta">
        <span>
          {out && <>{mine ? sender : firstWord(sender)} · </>}
          {time}
          {line !== null && <> · {line}</>}
        </span>
        {out && !ended && (
          <span class={place === null ? 'after-dot' : 'place'}>
            {counting ? <Countdown item={item} /> : shown}
          </span>
        )}
        <Synced sync={item.crm} said={said} />
        <Held item={item} target={target} own={mine} />
      </p>
      {ended && <Ended item={item} status={shown} name={target.name} again={mine && maySend} />}
      {item.state === 'uncertain' && <Doubt item={item} decide={maySend} />}
      {item.mark && <p class="meta">{item.mark.words}</p>}
    </li>
  );
}
