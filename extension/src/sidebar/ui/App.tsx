/** Decides which state is on screen, and says on the root element what it is. */
import { useLayoutEffect } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { lazily } from '../lazily';
import './Chooser.css';
import { Bar } from './Bar';
import { PersonView } from './PersonView';
import { Empty, Failed, Reloaded, SignedOut, Skeleton } from './States';
import { ElsewhereStrip, TroubleStrip } from './Strip';

const Chooser = lazily(() => import('./Chooser').then((made) => made.Chooser));

function Screen() {
  const { store } = useDesk();
  const phase = store.phase.value;
  const shown = store.snapshot.value;
  const current = store.current.value;
  if (store.orphaned.value) return <Reloaded />;
  if (phase === 'signed-out') return <SignedOut />;
  if (phase === 'empty') return <Empty />;
  if (shown === null || (!current && (phase !== 'loading' || store.late.value))) {
    return phase === 'loading' ? <Skeleton /> : <Failed />;
  }
  const choosing = shown.beside.state === 'choose' || (current && store.choosing.value);
  if (!choosing) return <PersonView snapshot={shown} dimmed={!current} />;
  return (
    <div class={current ? 'view' : 'view dimmed'} inert={!current}>
      <Chooser beside={shown.beside} />
      <TroubleStrip />
      <ElsewhereStrip target={null} />
    </div>
  );
}

/**
 * For whoever watches from outside: `data-state`; `data-record` and `data-seq` of what is painted;
 * `data-route`, the page's record number; `data-painted-at`, when a frame showed this record.
 */
function useSigns(root: HTMLElement): void {
  const { store } = useDesk();
  const phase = store.phase.value;
  const shown = store.snapshot.value;
  const ref = shown?.ref;
  const record = ref === undefined ? '' : [ref.crm, ref.account, ref.type, ref.id].join(':');
  const painted = store.current.value ? record : '';
  const route = store.route.value?.seq ?? 0;
  const seq = store.seq.value;
  useLayoutEffect(() => {
    const { dataset } = root;
    dataset.state = phase;
    dataset.record = record;
    dataset.seq = String(seq);
    dataset.route = String(route);
    dataset.fresh = String(shown?.cached === false);
  });
  useLayoutEffect(() => {
    if (painted === '') return;
    const frame = requestAnimationFrame(() => {
      root.dataset.paintedAt = String(performance.timeOrigin + performance.now());
    });
    return () => {
      cancelAnimationFrame(frame);
      delete root.dataset.paintedAt;
    };
  }, [painted, route]);
}

export function App({ root = document.documentElement }: { root?: HTMLElement }) {
  const { store } = useDesk();
  useSigns(root);
  const toast = store.toast.value;
  return (
    <>
      <Bar />
      <main>
        <Screen />
      </main>
      <div class="toasts" role="status" aria-label={t('sidebar.toasts')}>
        {toast !== null && <p class={`toast ${toast.tone}`}>{toast.words}</p>}
      </div>
    </>
  );
}
