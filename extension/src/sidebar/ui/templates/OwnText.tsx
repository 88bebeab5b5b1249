/** Beside a text of one's own: propose its words as a template. */
import { useState } from 'preact/hooks';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { lazily } from '../../lazily';
import type { MessageItem } from '../../wire';
import { Icon } from '../Icon';

const Propose = lazily(() => import('./Propose').then((made) => made.Propose));

/** They may still be taken back, or never went. */
const NOT_YET: readonly string[] = ['held', 'queued', 'canceled', 'lapsed', 'failed'];

export function OwnText({ item }: { item: MessageItem }) {
  const { store } = useDesk();
  const [open, setOpen] = useState(false);
  const mine = item.author != null && item.author.id === store.session.value?.member.id;
  if (!mine || !store.session.value?.may_send) return null;
  if (item.text.trim() === '' || NOT_YET.includes(item.state)) return null;
  return (
    <>
      <button
        type="button"
        class="own-text"
        aria-label={t('sidebar.propose')}
        title={t('sidebar.propose')}
        onClick={() => setOpen(true)}
      >
        <Icon name="slash" size={16} />
      </button>
      {open && <Propose item={item} close={() => setOpen(false)} />}
    </>
  );
}
