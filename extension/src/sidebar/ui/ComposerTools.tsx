/** The row under the words: templates, note, meter, Send. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { clockTime } from '../format/time';
import { lazily } from '../lazily';
import type { Attaching } from '../media/attaching';
import type { Press } from '../press';
import { ariaKeys, glyphs, SHORTCUTS } from '../shortcuts';
import type { Way } from '../verdict/way';
import type { Beside } from '../wire';
import { Icon } from './Icon';
import { AttachButton } from './media/AttachButton';
import { STOPPED } from './stopped';

const Meter = lazily(() => import('./checked').then((made) => made.Meter));

interface Props {
  beside: Beside;
  way: Way;
  /** As it leaves. */
  text: string;
  /** What is wrong with the words. */
  stopped: string | null;
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
  attaching: Attaching;
  /** Something goes with the text. */
  attached: boolean;
}

/** What the press does; the keys stand beside it where there is room. */
function useLabel({ beside, way, note, press, attaching }: Props): {
  label: string;
  room: boolean;
} {
  const { locale } = useDesk();
  const { verdict, local_time } = beside;
  if (press.pending && attaching.busy) {
    return { label: t('sidebar.media.uploading'), room: false };
  }
  if (note) return { label: t('sidebar.note.add'), room: true };
  if (way !== 'later' || !verdict.until) return { label: t('sidebar.send'), room: true };
  const time =
    verdict.until_words ?? clockTime(verdict.until, locale, local_time?.zone ?? undefined);
  return { label: t('sidebar.send.at', { time }), room: false };
}

export function ComposerTools(props: Props) {
  const { text, note, press, attached, way, stopped } = props;
  const { guard, store } = useDesk();
  const send = useRef<HTMLButtonElement>(null);
  const ready = props.ready && stopped === null;
  const { label, room } = useLabel(props);
  const templates = t('sidebar.templates');
  const later = t('sidebar.later');
  useEffect(() => {
    if (send.current !== null) guard.watch(send.current);
  }, [guard]);
  return (
    <div class="tools">
      {!note && (
        <button
          type="button"
          class="tool"
          aria-label={templates}
          title={templates}
          aria-expanded={props.seeking}
          disabled={store.locked.value}
          onClick={props.seek}
        >
          <Icon name="slash" />
        </button>
      )}
      {!note && (
        <AttachButton attaching={props.attaching} disabled={store.locked.value || press.pending} />
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
          aria-label={later}
          title={later}
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
      <span id="meter">{!note && <Meter text={text} attached={attached} />}</span>
      <button
        ref={send}
        type="button"
        class={['send', press.asked && 'again', !note && !room && way === 'later' && 'wide']
          .filter(Boolean)
          .join(' ')}
        aria-keyshortcuts={ariaKeys('send')}
        disabled={!ready}
        {...(stopped !== null && { 'aria-describedby': STOPPED, title: stopped })}
        onClick={(event) => (event.detail === 0 ? press.byKey() : press.byClick())}
      >
        {label}
        {room && (
          <>
            {' '}
            <span class="keycap" aria-hidden="true">
              {glyphs(SHORTCUTS.send.keys)}
            </span>
          </>
        )}
      </button>
    </div>
  );
}
