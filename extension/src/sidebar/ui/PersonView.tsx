/** One person: who, may they be texted, what was said, and the composer. */
import { useEffect } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { EMPTY } from '../drafts';
import { lazily } from '../lazily';
import type { Snapshot } from '../store';
import { draftKey, type Target, targetOf } from '../target';
import type { Beside } from '../wire';
import './consent/Consent.css';
import { Composer } from './Composer';
import { Header } from './Header';
import { ContextLine } from './record/ContextLine';
import { ElsewhereStrip, TroubleStrip } from './Strip';
import { Timeline } from './Timeline';
import { VerdictBox } from './VerdictBox';

const Held = lazily(() => import('./details').then((made) => made.Held));
const NotThem = lazily(() => import('./record/parts').then((made) => made.NotThem));
const Relinked = lazily(() => import('./record/parts').then((made) => made.Relinked));
const Unknown = lazily(() => import('./record/parts').then((made) => made.Unknown));
const Panel = lazily(() => import('./details').then((made) => made.Panel));

/** What was written to somebody new is theirs once they are known. */
function useMet(workspace: string, { person, phone }: Target): void {
  const { drafts } = useDesk();
  useEffect(() => {
    if (workspace === '' || person === null || phone === null) return;
    const before = draftKey(workspace, { person: null, phone });
    const { at, ...left } = drafts.of(before).peek();
    if (at === 0 || (left.text === '' && left.media.length === 0)) return;
    drafts.giveBack(draftKey(workspace, { person, phone }), left);
    drafts.write(before, EMPTY);
  }, [workspace, person, phone]);
}

/** Nobody here knows whose number it is: it has no person, or one without a name. */
function isUnknown({ people }: Beside, { person, phone }: Target): boolean {
  if (phone === null) return false;
  const known = people.find(({ id }) => id === person);
  // Who has no name is called by their number.
  return !known?.name || known.phones.some(({ display }) => display === known.name);
}

/** `dimmed`: another record is open already; this one may be looked at, and nothing else. */
export function PersonView({ snapshot, dimmed }: { snapshot: Snapshot; dimmed: boolean }) {
  const { store } = useDesk();
  const { beside } = snapshot;
  const target = targetOf(beside, snapshot.ref);
  const workspace = store.session.value?.workspace.id ?? '';
  useMet(workspace, target);
  const done = store.relinked.value;
  const asks = !dimmed && isUnknown(beside, target) && store.session.value?.may_send === true;
  return (
    <div class={dimmed ? 'view dimmed' : 'view'} inert={dimmed} aria-busy={dimmed}>
      <Header beside={beside} />
      <ContextLine beside={beside} />
      <VerdictBox beside={beside} target={target} />
      {asks && <Unknown snapshot={snapshot} target={target} key={`unknown ${target.phone}`} />}
      <Timeline
        snapshot={snapshot}
        target={target}
        key={`talk ${snapshot.key} ${beside.person_id}`}
      />
      <TroubleStrip />
      {done?.key === snapshot.key && !dimmed && <Relinked done={done} beside={beside} />}
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
      {store.relinking.value && !dimmed && (
        <NotThem snapshot={snapshot} target={target} key={`not ${snapshot.key} ${target.person}`} />
      )}
      {dimmed && <span class="unseen">{t('sidebar.loading')}</span>}
    </div>
  );
}
