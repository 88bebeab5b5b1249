/** Before a conversation goes on from another number: what that looks like on their phone. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../words';

interface Props {
  name: string;
  /** The number they know. */
  number: string;
  answer(change: boolean): void;
}

export function LineChange({ name, number, answer }: Props) {
  const keep = useRef<HTMLButtonElement>(null);
  useEffect(() => keep.current?.focus({ preventScroll: true }), []);
  return (
    <div
      class="line-change"
      role="alertdialog"
      aria-label={t('sidebar.line.name')}
      aria-describedby="line-change"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        answer(false);
      }}
    >
      <p id="line-change">{t('sidebar.line.knows', { name, number })}</p>
      <div class="act">
        <button ref={keep} type="button" class="primary" onClick={() => answer(false)}>
          {t('sidebar.line.keep')}
        </button>
        <button type="button" onClick={() => answer(true)}>
          {t('sidebar.line.change')}
        </button>
      </div>
    </div>
  );
}
