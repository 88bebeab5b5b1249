/**
 * Under the words, in one line: how much of them was written before, or how many others got them
 * today. A measure and no reproach: it takes no focus, holds nothing back, and goes when it is not
 * wanted.
 */
import { useState } from 'preact/hooks';
import { t } from '../../words';
import type { Checked } from '../content/checking';
import { Icon } from './Icon';

const TOLD = 'likeness';

interface Props {
  likeness: Checked['likeness'];
  /** To the place where the rep's own words begin. */
  personal(): void;
  /** Back to the words. */
  leave(): void;
}

export function Likeness({ likeness, personal, leave }: Props) {
  const [dismissed, setDismissed] = useState(false);
  if (likeness === null || dismissed) return null;
  const { of, percent, words } = likeness;
  const dismiss = t('sidebar.hints.dismiss');
  return (
    <section
      class={`likeness ${of}${percent === 100 ? ' full' : ''}`}
      aria-label={t('sidebar.likeness')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        leave();
      }}
    >
      <meter aria-labelledby={TOLD} min={0} max={100} value={percent} />
      <span class="told" id={TOLD}>
        {words}
      </span>
      {(percent === 100 || of === 'others') && (
        <button type="button" class="does" onClick={personal}>
          {t('sidebar.likeness.personal')}
        </button>
      )}
      <button
        type="button"
        class="tool away"
        aria-label={t('sidebar.hints.named', { does: dismiss, title: words })}
        title={dismiss}
        onClick={() => {
          setDismissed(true);
          leave();
        }}
      >
        <Icon name="close" size={12} />
      </button>
    </section>
  );
}
