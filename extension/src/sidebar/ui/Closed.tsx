/** In the composer's place where texting is closed: what can still be done. */
import { t } from '../../words';
import type { Target } from '../target';

interface Props {
  target: Target;
  optedOut: boolean;
  /** Words that can't be sent now, and are not lost. */
  draft: string;
  /** Whether this member may write notes. */
  canNote: boolean;
  note(): void;
}

export function Closed({ target, optedOut, draft, canNote, note }: Props) {
  return (
    <div class="closed">
      <div class="act">
        {target.phone !== null && (
          <a class="button" href={`tel:${target.phone}`}>
            {t('sidebar.closed.call', { name: target.short })}
          </a>
        )}
        {canNote && target.person !== null && (
          <button type="button" onClick={note}>
            {t('sidebar.closed.note')}
          </button>
        )}
      </div>
      {draft !== '' && (
        <p class="kept" dir="auto">
          <b>{t('sidebar.closed.draft')}</b> {draft}
        </p>
      )}
      <p class="hint">{optedOut ? t('sidebar.closed.opted_out') : t('sidebar.closed.readable')}</p>
    </div>
  );
}
