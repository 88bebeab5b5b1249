/** After "Not Maria?": what was done, and the way back. */
import { t } from '../../../words';
import { useSaving } from '../../consent/forms';
import { useDesk } from '../../desk';
import { link, notThem } from '../../record/linking';
import type { Relinked as Done } from '../../store';
import type { Beside } from '../../wire';

export function Relinked({ done, beside }: { done: Done; beside: Beside }) {
  const { store, api, actions } = useDesk();
  const { record, person, name } = done;
  const now = beside.person_id;
  const undoing = useSaving(() =>
    // Whoever took their place goes again, and what was logged with them.
    now === null || now === person
      ? link(api, { person, record, instead_of: null })
      : notThem(api, { record, not_person: now, person }),
  );
  const undo = async (): Promise<void> => {
    if (!(await undoing.send(undefined))) return;
    store.relinked.value = null;
    actions.say(t('sidebar.not_them.undone', { name }));
    await actions.follow(person);
  };
  return (
    <div class="strip" role="status">
      <span>{undoing.trouble || t('sidebar.not_them.done', { name })}</span>
      <button
        type="button"
        disabled={undoing.busy || store.locked.value}
        onClick={() => void undo()}
      >
        {t('sidebar.not_them.undo')}
      </button>
    </div>
  );
}
