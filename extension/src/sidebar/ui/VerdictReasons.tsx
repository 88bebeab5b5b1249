/** The reasons of a verdict: what each rests on, and what would change it. */
import { t } from '../../words';
import type { Target } from '../target';
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
