/** The row under the words: templates, note, meter, Send. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { clockTime } from '../format/time';
import type { Press } from '../press';
import { ariaKeys, glyphs, SHORTCUTS } from '../shortcuts';
import type { Beside } from '../wire';
import { Icon } from './Icon';
import { Meter } from './Meter';

interface Props {
  beside: Beside;
  text: string;
  /** Whether a note is written. */
  note: boolean;
  canNote: boolean;
  seeking: boolean;
  ready: boolean;
  press: Press;
  /** The times for sending later. */
  later: { open: boolean; toggle(): void };
  seek(): void;
  toggleNote(): void;
}

function useLabel(beside: Beside, note: boolean): string {
  const { locale } = useDesk();
  const { verdict, local_time } = beside;
  if (note) return t('sidebar.note.add');
  if (verdict.state !== 'wait' || !verdict.until) return t('sidebar.send');
  const time = clockTime(verdict.until, locale, local_time?.zone ?? undefined);
  return t('sidebar.send.at', { time });
}

export function ComposerTools(props: Props) {
  const { beside, text, note, press, ready } = props;
  const { guard, store } = useDesk();
  const send = useRef<HTMLButtonElement>(null);
  const label = useLabel(beside, note);
  useEffect(() => {
    if (send.current !== null) guard.watch(send.current);
  }, [guard]);
  return (
    <div class="tools">
      {!note && (
        <button
          type="button"
          class="tool"
          aria-label={t('sidebar.templates')}
          title={t('sidebar.templates')}
          aria-expanded={props.seeking}
          disabled={store.locked.value}
          onClick={props.seek}
        >
          <Icon name="slash" />
        </button>
      )}
      {props.canNote && (
        <button
          type="button"
          class="tool"
          aria-label={t('sidebar.note')}
          title={t('sidebar.note.toggle')}
          aria-pressed={note}
          onClick={props.toggleNote}
        >
          <Icon name="note" />
        </button>
      )}
      {!note && (
        <button
          type="button"
          class="tool"
          aria-label={t('sidebar.later')}
          title={t('sidebar.later')}
          aria-haspopup="dialog"
          aria-expanded={props.later.open}
          disabled={!ready}
          onMouseDown={(event) => event.preventDefault()}
          onClick={props.later.toggle}
        >
          <Icon name="later" />
        </button>
      )}
      <span class="space" />
      {note ? <span id="meter" /> : <Meter id="meter" text={text} />}
      <button
        ref={send}
        type="button"
        class={press.asked ? 'send again' : 'send'}
        aria-keyshortcuts={ariaKeys('send')}
        disabled={!ready}
        onClick={(event) => (event.detail === 0 ? press.byKey() : press.byClick())}
      >
        {label}{' '}
        <span class="keycap" aria-hidden="true">
          {glyphs(SHORTCUTS.send.keys)}
        </span>
      </button>
    </div>
  );
}
