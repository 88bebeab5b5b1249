/** A number that may be somebody else's by now: a rep says whose it is, in one press. */
import { useState } from 'preact/hooks';
import { t } from '../../words';
import { Problem } from '../api';
import { settleDoubt } from '../consent/ledger';
import { useDesk } from '../desk';
import type { Target } from '../target';
import { isWhose } from '../verdict/way';
import type { SettleDoubt, VerdictReason } from '../wire';

type Outcome = SettleDoubt['outcome'];

interface Props {
  reason: VerdictReason;
  target: Target;
}

export function Whose({ reason, target }: Props) {
  const { api, actions, store } = useDesk();
  const [chosen, setChosen] = useState<Outcome | null>(null);
  const [trouble, setTrouble] = useState('');
  const doubt = (reason.evidence ?? []).find(({ id }) => id !== null)?.id ?? null;
  const may = store.session.value?.may_send === true && doubt !== null;

  /** Shown as chosen at once; texting stays closed until the server agrees. */
  const decide = async (outcome: Outcome): Promise<void> => {
    if (doubt === null || chosen !== null || !(await actions.sure(target))) return;
    setChosen(outcome);
    setTrouble('');
    try {
      await settleDoubt(api, doubt, { outcome, note: '' });
      actions.retry();
    } catch (error) {
      setChosen(null);
      const said = error instanceof Problem ? error.message : '';
      setTrouble(said || t('sidebar.consent.no_answer'));
      // A colleague may have said it already.
      if (error instanceof Problem) actions.retry();
    }
  };
  return (
    <>
      {(reason.remedies ?? []).filter(isWhose).map(({ code, words }) =>
        may ? (
          <button
            type="button"
            class="way"
            key={code}
            disabled={chosen !== null || store.locked.value}
            aria-pressed={chosen === code}
            onClick={() => void decide(code as Outcome)}
          >
            {words}
          </button>
        ) : (
          <span class="only" key={code}>
            {words}
          </span>
        ),
      )}
      {trouble !== '' && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
    </>
  );
}
