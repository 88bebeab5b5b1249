/** Above the message: from which line it goes, and whose contact it is. */
import './LineChange.css';
import { useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { lazily } from '../lazily';
import type { Target } from '../target';
import type { Beside, Line, TimelineItem } from '../wire';
import { LinePicker } from './LinePicker';
import { ownerWords } from './Owner';

const LineChange = lazily(() => import('./LineChange').then((made) => made.LineChange));

interface Props {
  beside: Beside;
  target: Target;
  note: boolean;
}

/** The line that the person knows us by, if texting from `line` would be new to them. */
function knownLine(
  items: readonly TimelineItem[],
  { phone }: Target,
  line: string,
): string | undefined {
  const texts = items.filter((item) => item.kind === 'message' && item.phone === phone);
  const lines = texts.map((item) => (item.kind === 'message' ? item.line_id : ''));
  return lines.includes(line) ? undefined : lines.at(-1);
}

export function FromRow({ beside, target, note }: Props) {
  const { store, actions } = useDesk();
  /** Asked about before it is done. */
  const [wanted, setWanted] = useState<{ line: string; known: Line } | null>(null);
  const owner = beside.people.find((one) => one.id === target.person)?.owner;

  const pick = (line: string): void => {
    const items = store.snapshot.peek()?.timeline.items ?? [];
    const id = line === target.line ? undefined : knownLine(items, target, line);
    const known = beside.lines.find((one) => one.id === id);
    setWanted(known === undefined ? null : { line, known });
    if (known === undefined) void actions.pickLine(line);
  };
  const answer = (change: boolean): void => {
    setWanted(null);
    if (change && wanted !== null) void actions.pickLine(wanted.line);
  };

  return (
    <>
      {wanted !== null && (
        <LineChange name={target.short} number={wanted.known.display} answer={answer} />
      )}
      <div class="top">
        {note ? (
          <span class="from">{t('sidebar.note.private')}</span>
        ) : (
          <LinePicker
            lines={beside.lines}
            chosen={target.line}
            disabled={store.locked.value}
            pick={pick}
          />
        )}
        {owner !== undefined && (
          <span class="owner">{ownerWords(owner, store.session.value?.member.id)}</span>
        )}
      </div>
    </>
  );
}
