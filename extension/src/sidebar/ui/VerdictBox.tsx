/** May this person be texted now, and why: above everything that can be done about it. */
import './VerdictBox.css';
import { useEffect } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { lazily } from '../lazily';
import { ariaKeys, pressed } from '../shortcuts';
import type { Target } from '../target';
import type { Beside, Verdict } from '../wire';
import { Icon } from './Icon';

const Reasons = lazily(() => import('./details').then((made) => made.VerdictReasons));

/** A single reason that says what stands above it, and nothing more, needs no second place. */
const says = (verdict: Verdict): boolean =>
  verdict.reasons.some(
    ({ words, evidence = [], remedies = [] }) =>
      words !== verdict.detail || evidence.length > 0 || remedies.length > 0,
  );

export function VerdictBox({ beside, target }: { beside: Beside; target: Target }) {
  const { why } = useDesk().store;
  const { verdict } = beside;
  const more = says(verdict);
  const open = more && why.value;
  useEffect(() => {
    const life = new AbortController();
    const toggle = (event: KeyboardEvent): void => {
      const on = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || !pressed(event, 'why') || on?.closest('dialog')) return;
      event.preventDefault();
      why.value = !why.peek();
    };
    document.addEventListener('keydown', toggle, { signal: life.signal });
    return () => life.abort();
  }, []);
  return (
    <section class={`verdict ${verdict.state}`} aria-label={t('sidebar.verdict.box')}>
      <div class="top">
        <span class="dot" aria-hidden="true" />
        <div class="words">
          {/* The title alone is announced when it changes; the rest is there to be read. */}
          <p class="title" role="status" aria-label={t('sidebar.verdict.name')}>
            <strong>{verdict.title}</strong>
          </p>
          {verdict.detail !== '' && <p>{verdict.detail}</p>}
        </div>
        {more && (
          <button
            type="button"
            class="more"
            aria-expanded={open}
            aria-keyshortcuts={ariaKeys('why')}
            {...(open ? { 'aria-controls': 'verdict-reasons' } : {})}
            onClick={() => {
              why.value = !open;
            }}
          >
            {t('sidebar.verdict.why')}
            <Icon name="down" size={14} />
          </button>
        )}
      </div>
      {open && <Reasons beside={beside} target={target} />}
    </section>
  );
}
