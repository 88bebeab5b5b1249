/** "Not Maria?": the record means somebody else, or nobody here. What was logged moves away. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t } from '../../../words';
import { useSaving } from '../../consent/forms';
import { useDesk } from '../../desk';
import { personFacts } from '../../format/facts';
import { notThem } from '../../record/linking';
import type { Snapshot } from '../../store';
import type { Target } from '../../target';
import { Icon } from '../Icon';

export function NotThem({ snapshot, target }: { snapshot: Snapshot; target: Target }) {
  const { key, ref: record, beside } = snapshot;
  const { store, api, actions, clock, locale } = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  const wrong = target.person ?? '';
  const saving = useSaving((person: string | null) =>
    notThem(api, { record, not_person: wrong, person }),
  );
  const close = (): void => {
    store.relinking.value = false;
  };
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      shown?.close();
      close();
    };
  }, []);
  const decide = async (person: string | null): Promise<void> => {
    // The page may be on its way to another record: then nothing is decided about this one.
    if (!(await actions.sure(target)) || !(await saving.send(person))) return;
    store.relinked.value = { key, record, person: wrong, name: target.short };
    close();
    if (person === null) actions.retry();
    else void actions.follow(person);
  };
  const name = target.short;
  const others = beside.people.filter((one) => one.id !== wrong);
  const choices = [
    ...others.map((one) => ({
      id: one.id,
      name: one.name,
      fact: personFacts(one, beside.people, clock.minute.value, locale).words,
    })),
    { id: null, name: t('sidebar.not_them.nobody'), fact: t('sidebar.not_them.nobody.fact') },
  ];
  return (
    <dialog
      ref={dialog}
      class="panel"
      aria-labelledby="not-them"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div class="top">
        <div class="names">
          <h2 id="not-them">{t('sidebar.not_them', { name })}</h2>
          <p class="sub">{t('sidebar.not_them.who')}</p>
        </div>
        <button type="button" class="tool" aria-label={t('sidebar.not_them.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div class="screen chooser" aria-busy={saving.busy}>
        <p class="quiet">{t('sidebar.not_them.log', { name })}</p>
        <ul>
          {choices.map((choice) => (
            <li key={choice.id}>
              <button
                type="button"
                class="person"
                disabled={saving.busy || store.locked.value}
                onClick={() => void decide(choice.id)}
              >
                <span class="about">
                  <b dir="auto">{choice.name}</b> <span class="facts">{choice.fact}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
        {saving.trouble !== '' && (
          <p class="trouble" role="alert">
            {saving.trouble}
          </p>
        )}
      </div>
    </dialog>
  );
}
