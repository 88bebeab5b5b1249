/** One text, with who, when and what became of it in words. */
import { useEffect, useState } from 'preact/hooks';
import { later } from '../../context';
import { t } from '../../words';
import { useDesk } from '../desk';
import { firstWord } from '../format/names';
import { clockTime } from '../format/time';
import type { Target } from '../target';
import type { MessageItem } from '../wire';
import { Linked } from './Linked';

const ENDED: readonly string[] = ['undelivered', 'rejected', 'failed', 'lapsed'];

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

interface Props {
  item: MessageItem;
  target: Target;
  /** The line's name, where it is not the one that the composer writes from. */
  line: string | null;
}

export function Bubble({ item, target, line }: Props) {
  const { store, actions, locale } = useDesk();
  const me = store.session.value?.member.id;
  const out = item.direction === 'out';
  const mine = out && item.author?.id === me;
  const time = clockTime(item.at, locale);
  const sender = out
    ? mine
      ? t('sidebar.you')
      : (item.author?.name ?? t('sidebar.automation'))
    : target.name;
  const status = item.failure ? `${item.state_words}: ${item.failure.words}` : item.state_words;
  const name = t('sidebar.item.text', { sender, time, text: item.text, status });
  const held = item.state === 'held' && mine && store.session.value?.may_send === true;
  const ended = ENDED.includes(item.state);
  return (
    <li
      class={out ? 'text out' : 'text in'}
      aria-label={name}
      data-id={item.id}
      data-status={item.state}
    >
      <p class="bubble" dir="auto">
        <Linked text={item.text} />
      </p>
      <p class="meta">
        <span>
          {out && <>{mine ? t('sidebar.you') : firstWord(sender)} · </>}
          {time}
          {line !== null && <> · {line}</>}
        </span>
        {out && !ended && (
          <span class="after-dot">{held ? <Countdown item={item} /> : item.state_words}</span>
        )}
        {held && (
          <button type="button" onClick={() => void actions.undoMessage(item, target)}>
            {t('sidebar.undo')}
          </button>
        )}
      </p>
      {ended && (
        <p class="meta failed">
          <span class="fail">{status}</span>
          {mine && store.session.value?.may_send && (
            <button type="button" onClick={() => actions.writeAgain(item)}>
              {t('sidebar.failed.again')}
            </button>
          )}
          <a href={`tel:${item.phone}`}>{t('sidebar.call')}</a>
        </p>
      )}
      {item.state === 'uncertain' && item.failure && <p class="meta">{item.failure.words}</p>}
    </li>
  );
}
