/** Every state in which no conversation is on screen. */
import './Skeleton.css';
import { t } from '../../words';
import { useDesk } from '../desk';
import { Notice } from './Notice';

export function Skeleton() {
  const { store } = useDesk();
  const name = store.hint.value?.name;
  return (
    <div class="skeleton" role="status" aria-busy="true">
      {name ? (
        <span class="unseen">{t('sidebar.loading')}</span>
      ) : (
        <h1 class="unseen">{t('sidebar.loading')}</h1>
      )}
      <div class="lines">
        {name ? <h1 dir="auto">{name}</h1> : <i class="name" />}
        <i class="sub" />
        <i class="chip" />
      </div>
      <i class="band" />
      <div class="bubbles">
        <i class="in" />
        <i class="out" />
        <i class="in short" />
      </div>
      <i class="box" />
    </div>
  );
}

export function SignedOut() {
  const { store, actions, drafts, outbox } = useDesk();
  if (store.server.value === null) {
    return (
      <Notice
        icon="mark"
        title={t('sidebar.setup.title')}
        action={{ words: t('sidebar.setup.action'), run: actions.options }}
      >
        {t('sidebar.setup.detail')}
      </Notice>
    );
  }
  const written = drafts.any() || outbox.entries.value.length > 0;
  return (
    <Notice
      icon="mark"
      title={t('sidebar.signed_out.title')}
      action={{ words: t('sidebar.sign_in'), run: () => void actions.signIn() }}
    >
      {t(written ? 'sidebar.signed_out.kept' : 'sidebar.signed_out.detail')}
    </Notice>
  );
}

export function Reloaded() {
  return (
    <Notice icon="mark" title={t('sidebar.reloaded.title')} urgent>
      {t('sidebar.reloaded.detail')}
    </Notice>
  );
}

/** No answer and nothing remembered. */
export function Failed() {
  const { store, actions } = useDesk();
  const trouble = store.trouble.value;
  const again = { words: t('sidebar.try_again'), run: actions.retry };
  if (trouble?.kind !== 'network') {
    return (
      <Notice icon="close" title={t('sidebar.error.title')} action={again} urgent>
        {trouble?.words || t('sidebar.error.detail')}
      </Notice>
    );
  }
  if (!store.online.value) {
    return (
      <Notice icon="offline" title={t('sidebar.offline.title')} action={again} urgent>
        {t('sidebar.offline.detail')}
      </Notice>
    );
  }
  return (
    <Notice icon="offline" title={t('sidebar.unreachable.title')} action={again} urgent>
      {t('sidebar.unreachable.detail', { server: store.session.value?.server ?? '' })}
    </Notice>
  );
}

/** No record, or nobody to text on it. Two different things: it has no number; it can't be read. */
export function Empty() {
  const { store, actions } = useDesk();
  const beside = store.current.value ? (store.snapshot.value?.beside ?? null) : null;
  if (store.route.value === null) {
    return (
      <Notice icon="mark" title={t('sidebar.alone.title')}>
        {t('sidebar.alone.detail')}
      </Notice>
    );
  }
  if (beside === null) {
    return (
      <Notice icon="mark" title={t('sidebar.empty.title')}>
        {t(store.route.value?.crm === 'generic' ? 'sidebar.empty.page' : 'sidebar.empty.detail')}
      </Notice>
    );
  }
  const bad = beside.page_phones.filter((one) => one.problem);
  if (bad.length > 0) {
    return (
      <Notice icon="close" title={t('sidebar.no_usable.title')}>
        {bad
          .map(({ raw, problem }) =>
            t('sidebar.number.problem', { number: raw, why: problem ?? '' }),
          )
          .join(' · ')}
      </Notice>
    );
  }
  if (store.hint.value?.state === 'unreadable' || store.hint.value === null) {
    return (
      <Notice
        icon="search"
        title={t('sidebar.unreadable.title')}
        action={{ words: t('sidebar.try_again'), run: actions.retry }}
      >
        {t('sidebar.unreadable.detail')}
      </Notice>
    );
  }
  return (
    <Notice icon="search" title={t('sidebar.no_number.title')}>
      {t('sidebar.no_number.detail')}
    </Notice>
  );
}
