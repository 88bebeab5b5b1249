/** The reasons of a verdict: what each rests on, and what would change it. */
import { t } from '../../words';
import { useDesk } from '../desk';
import type { Target } from '../target';
import { remedyOf } from '../verdict/way';
import type { Beside, VerdictReason } from '../wire';
import { EvidenceLine } from './VerdictEvidence';
import { Remedies } from './VerdictRemedies';

interface Props {
  beside: Beside;
  target: Target;
}

const WEIGHTS = {
  stop: 'sidebar.verdict.weight.stop',
  wait: 'sidebar.verdict.weight.wait',
  note: 'sidebar.verdict.weight.note',
} as const;

/** A clock rests on where they are thought to be, and a colleague may know better. */
function Elsewhere({ reason, target }: { reason: VerdictReason; target: Target }) {
  const { store } = useDesk();
  const clocks = (reason.evidence ?? []).some(({ kind }) => kind === 'local_time');
  const may = store.session.value?.may_send === true && target.phone !== null;
  if (!clocks || !may || remedyOf(reason, 'say_where') !== undefined) return null;
  return (
    <p>
      <button
        type="button"
        class="way"
        onClick={() => {
          store.consenting.value = 'where';
        }}
      >
        {t('sidebar.where.other')}
      </button>
    </p>
  );
}

function Reason({ reason, beside, target }: Props & { reason: VerdictReason }) {
  const { verdict } = beside;
  const repeated = reason.words === verdict.detail;
  const weight = verdict.state === 'go' ? 'note' : reason.weight;
  return (
    <li class={`reason ${weight}`} data-code={reason.code}>
      {!repeated && (
        <p class="says">
          {weight !== 'note' && <span class="weight">{t(WEIGHTS[weight])}</span>}
          {reason.words}
        </p>
      )}
      {(reason.evidence ?? []).map((one, i) => (
        <EvidenceLine key={`${i} ${one.kind} ${one.words}`} evidence={one} />
      ))}
      <Elsewhere reason={reason} target={target} />
      <Remedies reason={reason} beside={beside} target={target} />
    </li>
  );
}

export function VerdictReasons({ beside, target }: Props) {
  const { verdict } = beside;
  return (
    <div id="verdict-reasons" class="reasons">
      <ul>
        {verdict.reasons.map((reason) => (
          <Reason key={reason.code} {...{ reason, beside, target }} />
        ))}
      </ul>
      {verdict.rules_version !== '' && (
        <p class="fine">{t('sidebar.verdict.rules', { version: verdict.rules_version })}</p>
      )}
    </div>
  );
}
