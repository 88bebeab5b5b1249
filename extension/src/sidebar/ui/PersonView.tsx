/** One person: who, may they be texted, what was said, and the composer. */
import { t } from '../../words';
import { useDesk } from '../desk';
import { lazily } from '../lazily';
import type { Snapshot } from '../store';
import { draftKey, targetOf } from '../target';
import './consent/Consent.css';
import { Composer } from './Composer';
import { Header } from './Header';
import { ElsewhereStrip, TroubleStrip } from './Strip';
import { Timeline } from './Timeline';
import { VerdictBox } from './VerdictBox';

const Held = lazily(() => import('./details').then((made) => made.Held));
const Panel = lazily(() => import('./details').then((made) => made.Panel));

/** `dimmed`: another record is open already; this one may be looked at, and nothing else. */
export function PersonView({ snapshot, dimmed }: { snapshot: Snapshot; dimmed: boolean }) {
  const { store } = useDesk();
  const { beside } = snapshot;
  const target = targetOf(beside, snapshot.ref);
  const workspace = store.session.value?.workspace.id ?? '';
  return (
    <div class={dimmed ? 'view dimmed' : 'view'} inert={dimmed} aria-busy={dimmed}>
      <Header beside={beside} />
      <VerdictBox beside={beside} target={target} />
      <Timeline
        snapshot={snapshot}
        target={target}
        key={`talk ${snapshot.key} ${beside.person_id}`}
      />
      <TroubleStrip />
      <ElsewhereStrip target={target} />
      {beside.consent?.open && (
        <Held open={beside.consent.open} target={target} key={beside.consent.open.id} />
      )}
      {workspace !== '' && (
        <Composer
          beside={beside}
          target={target}
          workspace={workspace}
          key={draftKey(workspace, target)}
        />
      )}
      {beside.consent && !dimmed && store.consenting.value !== null && (
        <Panel beside={beside} target={target} key={`consent ${snapshot.key} ${target.phone}`} />
      )}
      {dimmed && <span class="unseen">{t('sidebar.loading')}</span>}
    </div>
  );
}
