/** Where a text or a note is written. Bound to one person, number and line: its `target`. */
import './Composer.css';
import './Later.css';
import './media/Tray.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import type { Draft } from '../drafts';
import { withMedia } from '../format/media';
import { templateFields } from '../format/template';
import { useKeyboard } from '../keys';
import { lazily } from '../lazily';
import { useAttaching, useDrop } from '../media/attaching';
import { isTo } from '../outbox';
import { usePress } from '../press';
import { useSeeking } from '../seeking';
import { draftKey, type Target } from '../target';
import type { Beside } from '../wire';
import { Advice } from './Advice';
import { Closed } from './Closed';
import { ComposerTools } from './ComposerTools';
import { FromRow } from './FromRow';
import { cheaper } from './Meter';
import { Moved } from './Moved';
import { DropTarget } from './media/DropTarget';
import { Picker } from './Picker';

const Tray = lazily(() => import('./media/Tray').then((made) => made.Tray));
const Later = lazily(() => import('./Later').then((made) => made.Later));

/** What the server takes (contracts/timeline.py). */
const MOST = { text: 1600, note: 4000 } as const;
const GAP = /\{\{[^{}]*\}\}/;

interface Props {
  beside: Beside;
  target: Target;
  workspace: string;
}

/** Whether a draft can go as it stands, and what of it can't. */
function fitness({ text, mode }: Draft, attached: boolean) {
  const unfilled = mode === 'note' ? [] : templateFields(text);
  const tooLong = text.length > MOST[mode];
  const something = text.trim() !== '' || attached;
  return { unfilled, tooLong, fits: something && unfilled.length === 0 && !tooLong };
}

export function Composer({ beside, target, workspace }: Props) {
  const { store, actions, drafts, outbox, guard } = useDesk();
  const key = draftKey(workspace, target);
  const written = drafts.of(key).value;
  const { text, mode, media } = written;
  const note = mode === 'note';
  const field = useRef<HTMLTextAreaElement>(null);
  /** Whether the times for sending later are offered. */
  const [choosingTime, setChoosingTime] = useState(false);

  const locked = store.locked.value;
  const canNote = target.person !== null && store.session.value?.may_send === true;
  const closed = beside.verdict.state === 'stop' || target.phone === null || target.line === null;
  const moved = outbox.entries.value.find((one) => one.state === 'moved' && isTo(one, target));
  const writing = !locked && !note && !closed && moved === undefined;
  /** While a press is looked into, what it sends must not change. */
  const held = useRef(false);
  const attaching = useAttaching({
    workspace,
    target,
    lines: beside.lines,
    open: () => writing && !held.current,
  });
  const dragging = useDrop(attaching.add);

  const attached = !note && (media.length > 0 || attaching.busy);
  const { unfilled, tooLong, fits } = fitness(written, attached);
  const ready = !locked && fits && (note || (attaching.good && !closed));

  const press = usePress(guard, async (at) => {
    setChoosingTime(false);
    if (!ready || (!note && !(await attaching.settled()))) return;
    const now = drafts.of(key).peek();
    const went = await (now.mode === 'note'
      ? actions.note(target, now)
      : actions.send(target, now, at));
    if (went) field.current?.focus({ preventScroll: true });
  });
  held.current = press.pending;
  const write = (words: string): void => {
    press.forget();
    drafts.write(key, words === '' ? { text: '', template: null } : { text: words });
  };
  const toggleNote = (): void => {
    press.forget();
    drafts.write(key, { mode: note ? 'text' : 'note', template: null });
    store.focus.value += 1;
  };
  const usePlain = (): boolean => {
    const plain = cheaper(text);
    if (plain !== null) write(plain.text);
    return plain !== null;
  };
  const seeking = useSeeking({ draft: key, version: beside.templates_version, field, write });
  const leaveTimes = (): void => {
    setChoosingTime(false);
    field.current?.focus({ preventScroll: true });
  };
  useKeyboard(() => ({
    field: field.current,
    empty: text === '' && !attached,
    send() {
      if (moved === undefined) press.byKey();
      else if (!locked) actions.sendAnyway(moved);
    },
    escape() {
      if (moved !== undefined) actions.backToDraft(moved);
      return moved !== undefined;
    },
    blur: actions.blur,
    note: canNote && !locked && moved === undefined ? toggleNote : null,
    templates: writing ? () => seeking.seek('') : null,
    undo: writing ? () => actions.undoNewest(target) : null,
    plain: writing && !attached ? usePlain : null,
  }));

  const asks = store.focus.value;
  const times = store.times.value;
  const answered = useRef({ asks, times });
  useLayoutEffect(() => {
    const was = answered.current;
    answered.current = { asks, times };
    if (was.times !== times) setChoosingTime(true);
    if (was.asks === asks) return;
    field.current?.focus({ preventScroll: true });
    // What a template could not fill is to be written over.
    const gap = GAP.exec(text);
    if (gap !== null) field.current?.setSelectionRange(gap.index, gap.index + gap[0].length);
  }, [asks, times]);

  if (moved !== undefined) {
    return (
      <div class="composer">
        <Moved entry={moved} takeFocus={document.hasFocus()} />
      </div>
    );
  }
  if (closed && !note) {
    const optedOut = beside.verdict.code === 'opted_out';
    return (
      <div class="composer">
        <Closed
          {...{ target, optedOut, canNote }}
          draft={withMedia(text, media)}
          note={toggleNote}
        />
      </div>
    );
  }
  return (
    <div class={note ? 'composer noting' : 'composer'}>
      {dragging && <DropTarget />}
      {seeking.query !== null && (
        <Picker
          seed={seeking.query}
          values={beside.values}
          insert={seeking.insert}
          leave={seeking.leave}
        />
      )}
      {choosingTime && (
        <Later
          local={beside.local_time}
          choose={(at, byKey) => (byKey ? press.byKey(at) : press.byClick(at))}
          leave={leaveTimes}
        />
      )}
      <FromRow {...{ beside, target, note }} />
      <div class="box">
        {attaching.any && <Tray attaching={attaching} note={note} still={press.pending} />}
        <textarea
          ref={field}
          aria-label={t('sidebar.message')}
          aria-describedby="meter advice"
          placeholder={
            note ? t('sidebar.note.placeholder') : t('sidebar.placeholder', { name: target.short })
          }
          dir="auto"
          rows={2}
          readOnly={press.pending}
          value={text}
          onInput={(event) => seeking.typed(event.currentTarget.value)}
          onPaste={attaching.onPaste}
          onBlur={() => void drafts.flush()}
        />
        <ComposerTools
          {...{ beside, text, note, canNote, ready, press, toggleNote, attaching, attached }}
          later={{
            open: choosingTime,
            toggle: () => (choosingTime ? leaveTimes() : setChoosingTime(true)),
          }}
          seeking={seeking.query !== null}
          seek={() => (seeking.query === null ? seeking.seek('') : seeking.close())}
        />
      </div>
      <Advice
        id="advice"
        asked={press.asked}
        name={target.short}
        tooLong={tooLong ? MOST[mode] : null}
        use={write}
        {...{ text, note, unfilled, attached }}
      />
    </div>
  );
}
