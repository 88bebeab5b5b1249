/** One person: who, may they be texted, what was said, and the composer. */
import { t } from '../../words';
import { useDesk } from '../desk';
import type { Snapshot } from '../store';
import { draftKey, targetOf } from '../target';
import { Composer } from './Composer';
import { Header } from './Header';
import { ElsewhereStrip, TroubleStrip } from './Strip';
import { Timeline } from './Timeline';
import { VerdictBox } from './VerdictBox';

/** `dimmed`: another record is open already; this one may be looked at, and nothing else. */
export function PersonView({ snapshot, dimmed }: { snapshot: Snapshot; dimmed: boolean }) {
  const { store } = useDesk();
  const { beside } = snapshot;
  const target = targetOf(beside, snapshot.ref);
  const workspace = store.session.value?.workspace.id ?? '';
  return (
    <div class={dimmed ? 'view dimmed' : 'view'} inert={dimmed} aria-busy={dimmed}>
      <Header beside={beside} />
      <VerdictBox verdict={beside.verdict} key={`verdict ${snapshot.key} ${beside.person_id}`} />
      <Timeline
        snapshot={snapshot}
        target={target}
        key={`talk ${snapshot.key} ${beside.person_id}`}
      />
      <TroubleStrip />
      <ElsewhereStrip target={target} />
      {workspace !== '' && (
        <Composer
          beside={beside}
          target={target}
          workspace={workspace}
          key={draftKey(workspace, target)}
        />
      )}
      {dimmed && <span class="unseen">{t('sidebar.loading')}</span>}
    </div>
  );
}
