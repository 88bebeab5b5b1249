/** Above Send: what a first text gets besides the words, and how it looks with it. */
import { useState } from 'preact/hooks';
import { t } from '../../words';
import type { Lacking } from '../content/checking';

interface Props {
  /** The first to this number, and not one that is due again. */
  first: boolean;
  lacking: Lacking;
  /** The whole text as it leaves; empty while there are no words. */
  whole: string;
}

function added({ name, line }: Lacking): string {
  if (name === null) return t('sidebar.first.line', { line: line ?? '' });
  return line === null
    ? t('sidebar.first.name', { name })
    : t('sidebar.first.both', { name, line });
}

export function FirstText({ first, lacking, whole }: Props) {
  const [open, setOpen] = useState(false);
  const shown = open && whole !== '';
  return (
    <div class="first">
      <p>
        <b>{t(first ? 'sidebar.first' : 'sidebar.first.again')}</b> {added(lacking)}
      </p>
      {whole !== '' && (
        <button type="button" aria-expanded={shown} onClick={() => setOpen(!open)}>
          {t(open ? 'sidebar.first.hide' : 'sidebar.first.show')}
        </button>
      )}
      {shown && (
        <section class="whole" dir="auto" aria-label={t('sidebar.first.whole')}>
          {whole}
        </section>
      )}
    </div>
  );
}
