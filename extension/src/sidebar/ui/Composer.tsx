/** Where a text or a note is written. Bound to one person, number and line: its `target`. */
import './Composer.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { templateFields } from '../format/template';
import { useKeyboard } from '../keys';
import { isTo } from '../outbox';
import { usePress } from '../press';
import { draftKey, type Target } from '../target';
import type { Beside, Template } from '../wire';
import { Advice } from './Advice';
import { Closed } from './Closed';
import { ComposerTools } from './ComposerTools';
import { Later } from './Later';
import { LinePicker } from './LinePicker';
import { cheaper } from './Meter';
import { Moved } from './Moved';
import { ownerWords } from './Owner';
import { Picker } from './Picker';

/** What the server takes (contracts/timeline.py). */
const MOST = { text: 1600, note: 4000 } as const;
const GAP = /\{\{[^{}]*\}\}/;

interface Props {
  beside: Beside;
  target: Target;
  workspace: string;
}

export function Composer({ beside, target, workspace }: Props) {
  const { store, actions, drafts, outbox, guard, catalog } = useDesk();
  const key = draftKey(workspace, target);
  const { text, mode, template } = drafts.of(key).value;
  const note = mode === 'note';
  const field = useRef<HTMLTextAreaElement>(null);
  /** The start of a search for a template, or null while the picker is closed. */
  const [seeking, setSeeking] = useState<string | null>(null);
  /** Whether the times for sending later are offered. */
  const [choosingTime, setChoosingTime] = useState(false);
  /** The rep wants the "/" itself. */
  const literal = useRef(false);

  const locked = store.locked.value;
  const canNote = target.person !== null && store.session.value?.may_send === true;
  const closed = beside.verdict.state === 'stop' || target.phone === null || target.line === null;
  const moved = outbox.entries.value.find((one) => one.state === 'moved' && isTo(one, target));
  const unfilled = note ? [] : templateFields(text);
  const tooLong = text.length > MOST[mode];
  const fits = text.trim() !== '' && unfilled.length === 0 && !tooLong;
  const ready = !locked && fits && (note || !closed);

  const press = usePress(guard, async (at) => {
    setChoosingTime(false);
    const now = drafts.of(key).peek();
    if (!ready || now.text.trim() === '') return;
    const went = await (now.mode === 'note'
      ? actions.note(target, now)
      : actions.send(target, now, at));
    if (went) field.current?.focus({ preventScroll: true });
  });
  const write = (words: string): void => {
    press.forget();
    drafts.write(key, words === '' ? { text: '', template: null } : { text: words });
  };
  const toggleNote = (): void => {
    press.forget();
    drafts.write(key, { mode: note ? 'text' : 'note', template: null });
    store.focus.value += 1;
  };
  const seek = (query: string): void => {
    catalog.want(beside.templates_version);
    setSeeking(query);
  };
  const usePlain = (): boolean => {
    const plain = cheaper(text);
    if (plain !== null) write(plain.text);
    return plain !== null;
  };
  const insert = (chosen: Template, words: string): void => {
    const before = drafts.of(key).peek().text;
    const gap = /\s$/.test(before) || before === '' ? '' : ' ';
    drafts.write(key, {
      text: before + gap + words,
      template: before === '' ? { id: chosen.id, version: chosen.version } : template,
    });
    setSeeking(null);
    store.focus.value += 1;
  };
  const leavePicker = (query: string): void => {
    setSeeking(null);
    if (query !== '' && text === '') {
      literal.current = true;
      write(`/${query}`);
    }
    field.current?.focus({ preventScroll: true });
  };
  const onInput = (words: string): void => {
    if (!words.startsWith('/')) literal.current = false;
    if (words.startsWith('/') && !literal.current && !note) {
      write('');
      seek(words.slice(1));
    } else write(words);
  };

  const leaveTimes = (): void => {
    setChoosingTime(false);
    field.current?.focus({ preventScroll: true });
  };
  const writing = !locked && !note && !closed && moved === undefined;
  useKeyboard(() => ({
    field: field.current,
    empty: text === '',
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
    templates: writing ? () => seek('') : null,
    undo: writing ? () => actions.undoNewest(target) : null,
    plain: writing ? usePlain : null,
  }));

  const asks = store.focus.value;
  const answered = useRef(asks);
  useLayoutEffect(() => {
    if (answered.current === asks) return;
    answered.current = asks;
    field.current?.focus({ preventScroll: true });
    // What a template could not fill is to be written over.
    const gap = GAP.exec(text);
    if (gap !== null) field.current?.setSelectionRange(gap.index, gap.index + gap[0].length);
  }, [asks]);

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
        <Closed {...{ target, optedOut, canNote }} draft={text} note={toggleNote} />
      </div>
    );
  }
  const owner = beside.people.find((one) => one.id === target.person)?.owner;
  return (
    <div class={note ? 'composer noting' : 'composer'}>
      {seeking !== null && (
        <Picker seed={seeking} values={beside.values} insert={insert} leave={leavePicker} />
      )}
      {choosingTime && (
        <Later
          local={beside.local_time}
          choose={(at, byKey) => (byKey ? press.byKey(at) : press.byClick(at))}
          leave={leaveTimes}
        />
      )}
      <div class="top">
        {note ? (
          <span class="from">{t('sidebar.note.private')}</span>
        ) : (
          <LinePicker
            lines={beside.lines}
            chosen={target.line}
            disabled={locked}
            pick={(line) => void actions.pickLine(line)}
          />
        )}
        {owner !== undefined && (
          <span class="owner">{ownerWords(owner, store.session.value?.member.id)}</span>
        )}
      </div>
      <div class="box">
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
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={() => void drafts.flush()}
        />
        <ComposerTools
          {...{ beside, text, note, canNote, ready, press, toggleNote }}
          later={{
            open: choosingTime,
            toggle: () => (choosingTime ? leaveTimes() : setChoosingTime(true)),
          }}
          seeking={seeking !== null}
          seek={() => (seeking === null ? seek('') : setSeeking(null))}
        />
      </div>
      <Advice
        id="advice"
        asked={press.asked}
        name={target.short}
        tooLong={tooLong ? MOST[mode] : null}
        use={write}
        {...{ text, note, unfilled }}
      />
    </div>
  );
}
