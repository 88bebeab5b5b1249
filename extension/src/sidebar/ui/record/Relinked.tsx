/** After "Not Maria?" and "Link to…": what was done, and the way back. */
import { t } from '../../../words';
import { useSaving } from '../../consent/forms';
import { useDesk } from '../../desk';
import { link, notThem, unlinkNumber } from '../../record/linking';
import type { Relinked as Done } from '../../store';
import type { Beside } from '../../wire';

export function Relinked({ done, beside }: { done: Done; beside: Beside }) {
  const { store, api, actions } = useDesk();
  const { record, person, name, phone } = done;
  const now = beside.person_id;
  const undoing = useSaving(() => {
    if (phone !== undefined) return unlinkNumber(api, { phone, person });
    // Whoever took their place goes again, and what was logged with them.
    return now === null || now === person
      ? link(api, { person, record, instead_of: null })
      : notThem(api, { record, not_person: now, person });
  });
  const undo = async (): Promise<void> => {
    if (!(await undoing.send(undefined))) return;
    store.relinked.value = null;
    if (phone !== undefined) {
      actions.say(t('sidebar.link_to.undone'));
      actions.retry();
      return;
    }
    actions.say(t('sidebar.not_them.undone', { name }));
    await actions.follow(person);
  };
  return (
    <div class="strip" role="status">
      <span>
        {undoing.trouble ||
          t(phone === undefined ? 'sidebar.not_them.done' : 'sidebar.link_to.done', { name })}
      </span>
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
