/** In the composer's place where texting is closed: what can still be done, and words kept. */
import { t } from '../../words';
import { useDesk } from '../desk';
import type { Target } from '../target';
import { reasonFor, remedyOf } from '../verdict/way';
import type { Beside } from '../wire';
import { FromRow } from './FromRow';

interface Props {
  beside: Beside;
  target: Target;
  /** Words that can't be sent now, and are not lost. */
  draft: string;
  /** Whether this member may write notes. */
  canNote: boolean;
  note(): void;
}

/** In Send's place where their consent is what is missing. */
function Ask({ beside, target }: Pick<Props, 'beside' | 'target'>) {
  const { store } = useDesk();
  const reason = reasonFor(beside.verdict, 'ask_consent');
  if (reason === undefined || target.line === null) return null;
  return (
    <button
      type="button"
      class="primary wide"
      onClick={() => {
        store.consenting.value = 'ask';
      }}
    >
      {remedyOf(reason, 'ask_consent')?.words}
    </button>
  );
}

export function Closed({ beside, target, draft, canNote, note }: Props) {
  const { store } = useDesk();
  const optedOut = beside.verdict.code.startsWith('opted_out');
  const may = store.session.value?.may_send === true;
  return (
    <div class="closed">
      {may && reasonFor(beside.verdict, 'choose_line') && (
        <FromRow beside={beside} target={target} note={false} />
      )}
      {may && <Ask beside={beside} target={target} />}
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
