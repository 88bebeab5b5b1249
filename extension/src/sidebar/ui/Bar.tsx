/** The top line: what this is, whether it is live, and the few things about the sidebar itself. */
import './Bar.css';
import './Keys.css';
import { useRef } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { lazily } from '../lazily';
import { Icon, type IconName } from './Icon';

const Keys = lazily(() => import('./Keys').then((made) => made.Keys));

function Tool({ icon, name, run }: { icon: IconName; name: string; run: () => void }) {
  return (
    <button type="button" class="tool" aria-label={name} title={name} onClick={run}>
      <Icon name={icon} />
    </button>
  );
}

export function Bar() {
  const { store, actions } = useDesk();
  const keys = useRef<HTMLDialogElement>(null);
  const cut = store.session.value && store.online.value && store.link.value !== 'up';
  return (
    <header class="bar">
      <span class="mark">
        <Icon name="mark" />
      </span>
      <span class="product">{t('extension.name')}</span>
      <span class="live" role="status">
        {cut && !store.orphaned.value ? (
          <span class="cut">{t('sidebar.bar.reconnecting')}</span>
        ) : null}
      </span>
      <Tool icon="keys" name={t('sidebar.bar.keys')} run={() => keys.current?.showModal()} />
      <Tool icon="settings" name={t('sidebar.bar.settings')} run={actions.options} />
      {!actions.inPanel && (
        <>
          <Tool icon="panel" name={t('sidebar.bar.panel')} run={() => void actions.panel()} />
          <Tool icon="hide" name={t('sidebar.bar.close')} run={actions.close} />
        </>
      )}
      <Keys dialog={keys} />
    </header>
  );
}
