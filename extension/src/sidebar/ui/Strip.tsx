/** Lines between the conversation and the composer: connection, and texts that wait elsewhere. */
import './Strip.css';
import { t } from '../../words';
import { useDesk } from '../desk';
import { isTo, isUndecided } from '../outbox';
import type { Target } from '../target';

/** The painted conversation is not up to date, and why. */
export function TroubleStrip() {
  const { store, actions } = useDesk();
  const trouble = store.trouble.value;
  if (trouble === null) return null;
  const network = trouble.kind === 'network';
  return (
    <div class="strip" role="status">
      <span>
        {network
          ? t(store.online.value ? 'sidebar.strip.unreachable' : 'sidebar.strip.offline')
          : trouble.words || t('sidebar.error.detail')}
      </span>
      <button type="button" onClick={actions.retry}>
        {t('sidebar.try_again')}
      </button>
    </div>
  );
}

/** Texts to other people that need the rep's word: never lost out of sight. */
export function ElsewhereStrip({ target }: { target: Target | null }) {
  const { outbox, actions } = useDesk();
  const entry = outbox.entries.value.find(
    (one) =>
      (isUndecided(one) || one.state === 'failed') && (target === null || !isTo(one, target)),
  );
  if (entry === undefined) return null;
  return (
    <div class="strip stop" role="status">
      <span>
        {entry.state === 'failed'
          ? t('sidebar.strip.failed', { name: entry.to.name, why: entry.problem ?? '' })
          : t(`sidebar.strip.${entry.state === 'changed' ? 'changed' : 'moved'}`, {
              name: entry.to.name,
            })}
      </span>
      <button type="button" onClick={() => actions.backToDraft(entry)}>
        {t('sidebar.strip.keep')}
      </button>
    </div>
  );
}
