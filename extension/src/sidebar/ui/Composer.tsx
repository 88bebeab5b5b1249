/** Where a text or a note is written. Bound to one person, number and line: its `target`. */
import './Composer.css';
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { templateFields } from '../format/template';
import { clockTime } from '../format/time';
import { isTo } from '../outbox';
import { usePress } from '../press';
import { ariaKeys, glyphs, pressed, SHORTCUTS } from '../shortcuts';
import { draftKey, type Target } from '../target';
import type { Beside, Template } from '../wire';
import { Closed } from './Closed';
import { Icon } from './Icon';
import { LinePicker } from './LinePicker';
import { Advice } from './Advice';
import { cheaper, Meter } from './Meter';
import { Moved } from './Moved';
import { Picker } from './Picker';

/** What the server takes (contracts/timeline.py). */
const MOST = { text: 1600, note: 4000 } as const;

interface Props {
  beside: Beside;
  target: Target;
  workspace: string;
}

export function Composer({ beside, target, workspace }: Props) {
  const { store, actions, drafts, outbox, guard, catalog, locale } = useDesk();
  const key = draftKey(workspace, target);
  const draft = drafts.of(key).value;
  const { text, mode } = draft;
  const note = mode === 'note';
  const box = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const send = useRef<HTMLButtonElement>(null);
  /** The start of a search for a template, or null while the picker is closed. */
  const [seeking, setSeeking] = useState<string | null>(null);
  /** The rep wants the "/" itself. */
  const literal = useRef(false);

  const locked = store.locked.value;
  const closed = beside.verdict.state === 'stop' || target.phone === null || target.line === null;
  const moved = outbox.entries.value.find((entry) => entry.state === 'moved' && isTo(entry, target));
  const unfilled = note ? [] : templateFields(text);
  const tooLong = text.length > MOST[mode];
  const ready = !locked && text.trim() !== '' && unfilled.length === 0 && !tooLong && (note || !closed);

  const write = (words: string): void => {
    press.forget();
    drafts.write(key, words === '' ? { text: '', template: null } : { text: words });
  };
  const act = (): void => {
    const now = drafts.of(key).peek();
    if (!ready || now.text.trim() === '') return;
    (now.mode === 'note' ? actions.note : actions.send)(target, now);
    if (now.mode === 'note') drafts.write(key, { text: '', mode: 'text' });
    field.current?.focus({ preventScroll: true });
  };
  const press = usePress(guard, act);
  const toggleNote = (): void => {
    press.forget();
    drafts.write(key, { mode: note ? 'text' : 'note', template: null });
    store.focus.value += 1;
  };
  const seek = (query: string): void => {
    catalog.want(beside.templates_version);
    setSeeking(query);
  };
  const insert = (template: Template, words: string): void => {
    const before = drafts.of(key).peek().text;
    drafts.write(key, {
      text: before === '' ? words : `${before}${/\s$/.test(before) ? '' : ' '}${words}`,
      template: before === '' ? { id: template.id, version: template.version } : draft.template,
    });
    setSeeking(null);
    requestAnimationFrame(() => {
      const gap = /\{\{[^{}]*\}\}/.exec(field.current?.value ?? '');
      field.current?.focus({ preventScroll: true });
      if (gap !== null) field.current?.setSelectionRange(gap.index, gap.index + gap[0].length);
    });
  };
  const leavePicker = (query: string): void => {
    setSeeking(null);
    if (query !== '' && text === '') {
      literal.current = true;
      write(`/${query}`);
    }
    field.current?.focus({ preventScroll: true });
  };

  const onKey = (event: KeyboardEvent): void => {
    const on = event.target instanceof HTMLElement ? event.target : null;
    if (event.defaultPrevented || on?.closest('dialog, [role=dialog]')) return;
    const typing = on?.matches('textarea, input, select') ?? false;
    const idle = on === field.current || !typing;
    const does = ((): boolean => {
      if (pressed(event, 'send')) {
        if (moved !== undefined && !locked) actions.sendAnyway(moved);
        else if (moved === undefined) press.byKey();
        return true;
      }
      if (pressed(event, 'escape')) {
        if (moved !== undefined) actions.backToDraft(moved);
        else {
          on?.blur();
          actions.blur();
        }
        return true;
      }
      if (!idle || locked) return false;
      if (pressed(event, 'note') && target.person !== null) {
        toggleNote();
        return true;
      }
      if (note || closed) return false;
      if (pressed(event, 'templates') && (!typing || text === '')) {
        seek('');
        return true;
      }
      if (pressed(event, 'undo') && text === '') return actions.undoNewest(target);
      const plain = pressed(event, 'plain') ? cheaper(text) : null;
      if (plain !== null) write(plain.text);
      return plain !== null;
    })();
    if (does) event.preventDefault();
  };
  const keys = useRef(onKey);
  keys.current = onKey;
  useEffect(() => {
    const life = new AbortController();
    document.addEventListener('keydown', (event) => keys.current(event), { signal: life.signal });
    return () => life.abort();
  }, []);

  const asks = store.focus.value;
  const answered = useRef(asks);
  useEffect(() => {
    if (answered.current !== asks) field.current?.focus({ preventScroll: true });
    answered.current = asks;
  }, [asks]);
  useEffect(() => {
    if (send.current !== null) guard.watch(send.current);
  });

  const onInput = (words: string): void => {
    if (!words.startsWith('/')) literal.current = false;
    if (words.startsWith('/') && !literal.current && !note) {
      write('');
      seek(words.slice(1));
    } else write(words);
  };

  if (moved !== undefined) {
    return (
      <div class="composer">
        <Moved entry={moved} takeFocus={document.hasFocus()} />
      </div>
    );
  }
  if (closed && !note) {
    return (
      <div class="composer">
        <Closed
          target={target}
          optedOut={beside.verdict.code === 'opted_out'}
          canNote={store.session.value?.may_send === true}
          note={toggleNote}
        />
      </div>
    );
  }
  const waits = beside.verdict.state === 'wait' ? beside.verdict.until : null;
  const label = note
    ? t('sidebar.note.add')
    : waits
      ? t('sidebar.send.at', { time: clockTime(waits, locale, beside.local_time?.zone ?? undefined) })
      : t('sidebar.send');
  return (
    <div class={note ? 'composer noting' : 'composer'} ref={box}>
      {seeking !== null && (
        <Picker seed={seeking} values={beside.values} insert={insert} leave={leavePicker} />
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
      </div>
      <div class="box">
        <textarea
          ref={field}
          aria-label={t('sidebar.message')}
          aria-describedby="meter advice"
          placeholder={note ? t('sidebar.note.placeholder') : t('sidebar.placeholder', { name: target.short })}
          dir="auto"
          rows={2}
          value={text}
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={() => void drafts.flush()}
        />
        <div class="tools">
          {!note && (
            <button type="button" class="tool" aria-label={t('sidebar.templates')} title={t('sidebar.templates')} aria-expanded={seeking !== null} disabled={locked} onClick={() => (seeking === null ? seek('') : setSeeking(null))}>
              <Icon name="slash" />
            </button>
          )}
          {target.person !== null && (
            <button type="button" class="tool" aria-label={t('sidebar.note')} title={t('sidebar.note.toggle')} aria-pressed={note} onClick={toggleNote}>
              <Icon name="note" />
            </button>
          )}
          <span class="space" />
          {note ? <span id="meter" class="meter" /> : <Meter id="meter" text={text} />}
          <button
            ref={send}
            type="button"
            class={press.asked ? 'send again' : 'send'}
            aria-keyshortcuts={ariaKeys('send')}
            disabled={!ready}
            onClick={(event) => (event.detail === 0 ? press.byKey() : press.byClick())}
          >
            {label} <kbd aria-hidden="true">{glyphs(SHORTCUTS.send.keys)}</kbd>
          </button>
        </div>
      </div>
      <Advice id="advice" text={text} note={note} asked={press.asked} name={target.short} unfilled={unfilled} tooLong={tooLong ? MOST[mode] : null} use={write} />
    </div>
  );
}
