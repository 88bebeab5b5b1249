/** The button that opens the library, and the library over the composer. */
import { useState } from 'preact/hooks';
import { t } from '../../../words';
import { lazily } from '../../lazily';
import type { Attaching } from '../../media/attaching';
import { Icon } from '../Icon';

const Library = lazily(() => import('./Library').then((made) => made.Library));

interface Props {
  attaching: Attaching;
  disabled: boolean;
}

export function FromLibrary({ attaching, disabled }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        class="tool"
        aria-label={t('sidebar.library')}
        title={t('sidebar.library')}
        aria-expanded={open}
        disabled={disabled}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => setOpen(!open)}
      >
        <Icon name="image" />
      </button>
      {open && !disabled && <Library draft={attaching.draft} leave={() => setOpen(false)} />}
    </>
  );
}
