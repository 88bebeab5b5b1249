/** May this person be texted now, and why: above everything that can be done about it. */
import './VerdictBox.css';
import { useState } from 'preact/hooks';
import { t } from '../../words';
import type { Verdict } from '../wire';
import { Icon } from './Icon';

export function VerdictBox({ verdict }: { verdict: Verdict }) {
  const [open, setOpen] = useState(false);
  // A single reason that says what the line above says needs no second place.
  const reasons = verdict.reasons.filter((reason) => reason.words !== verdict.detail);
  return (
    <section
      class={`verdict ${verdict.state}`}
      role="status"
      aria-label={t('sidebar.verdict.name')}
    >
      <span class="dot" aria-hidden="true" />
      <div class="words">
        <strong>{verdict.title}</strong>
        {verdict.detail !== '' && <p>{verdict.detail}</p>}
        {open && (
          <ul id="verdict-reasons">
            {reasons.map((reason) => (
              <li key={reason.code}>{reason.words}</li>
            ))}
          </ul>
        )}
      </div>
      {reasons.length > 0 && (
        <button
          type="button"
          class="more"
          aria-label={t('sidebar.verdict.why')}
          aria-expanded={open}
          {...(open ? { 'aria-controls': 'verdict-reasons' } : {})}
          onClick={() => setOpen(!open)}
        >
          <Icon name="down" size={14} />
        </button>
      )}
    </section>
  );
}
