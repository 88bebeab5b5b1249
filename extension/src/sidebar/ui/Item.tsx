/** One line of the timeline. */
import { t } from '../../words';
import { useDesk } from '../desk';
import { firstWord } from '../format/names';
import { clockTime, daysAgo, longDay } from '../format/time';
import type { Row } from '../rows';
import type { Target } from '../target';
import type { EventItem, Line, NoteItem } from '../wire';
import { Bubble } from './Bubble';
import { Linked } from './Linked';
import { Waiting } from './Waiting';

function Day({ at }: { at: string }) {
  const { clock, locale } = useDesk();
  const now = clock.minute.value;
  const days = daysAgo(at, now);
  const words =
    days === 0
      ? t('sidebar.day.today')
      : days === 1
        ? t('sidebar.day.yesterday')
        : longDay(at, now, locale);
  return <li class="day">{words}</li>;
}

function Note({ item }: { item: NoteItem }) {
  const { store, locale } = useDesk();
  const mine = item.author?.id === store.session.value?.member.id;
  const sender = mine ? t('sidebar.you') : (item.author?.name ?? t('sidebar.automation'));
  const time = clockTime(item.at, locale);
  return (
    <li
      class="note"
      aria-label={t('sidebar.item.note', { sender, time, text: item.text })}
      data-id={item.id}
    >
      <p class="words" dir="auto">
        <strong>{t('sidebar.note.by', { name: mine ? sender : firstWord(sender) })}</strong>
        {' — '}
        <Linked text={item.text} />
      </p>
      <p class="meta">{time}</p>
    </li>
  );
}

function Happened({ item }: { item: EventItem }) {
  const { locale } = useDesk();
  const time = clockTime(item.at, locale);
  return (
    <li
      class="event"
      aria-label={t('sidebar.item.event', { time, words: item.words })}
      data-id={item.id}
    >
      {item.words} · {time}
    </li>
  );
}

interface Props {
  row: Row;
  target: Target;
  lines: readonly Line[];
}

export function Item({ row, target, lines }: Props) {
  if (row.kind === 'day') return <Day at={row.at} />;
  if (row.kind === 'mark') return <li class="mark">{t('sidebar.new_mark')}</li>;
  if (row.kind === 'entry') return <Waiting entry={row.entry} />;
  const { item } = row;
  if (item.kind === 'note') return <Note item={item} />;
  if (item.kind === 'event') return <Happened item={item} />;
  const other =
    item.line_id === target.line ? undefined : lines.find((one) => one.id === item.line_id);
  return <Bubble item={item} target={target} line={other?.name ?? null} />;
}
