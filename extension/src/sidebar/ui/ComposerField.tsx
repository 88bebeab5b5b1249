/** The field for the words of a text or a note, and when it takes the focus. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';

/** Answers what asks for the field, or for the times of sending later, from elsewhere. */
export function useAsked(field: RefObject<HTMLTextAreaElement>, chooseTime: () => void): void {
  const { store } = useDesk();
  const asks = store.focus.value;
  const times = store.times.value;
  const answered = useRef({ asks, times });
  useLayoutEffect(() => {
    const was = answered.current;
    answered.current = { asks, times };
    if (was.times !== times) chooseTime();
    if (was.asks === asks) return;
    field.current?.focus({ preventScroll: true });
  }, [asks, times]);
}

interface Props {
  field: RefObject<HTMLTextAreaElement>;
  text: string;
  note: boolean;
  /** Who reads it. */
  name: string;
  /** What stands there is being sent. */
  still: boolean;
  typed(words: string): void;
  onPaste(event: ClipboardEvent): void;
}

export function ComposerField({ field, text, note, name, still, typed, onPaste }: Props) {
  const { drafts } = useDesk();
  return (
    <textarea
      ref={field}
      aria-label={t('sidebar.message')}
      aria-describedby="meter advice"
      placeholder={note ? t('sidebar.note.placeholder') : t('sidebar.placeholder', { name })}
      dir="auto"
      rows={2}
      readOnly={still}
      value={text}
      onInput={(event) => typed(event.currentTarget.value)}
      onPaste={onPaste}
      onBlur={() => void drafts.flush()}
    />
  );
}
