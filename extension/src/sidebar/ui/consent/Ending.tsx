/** How every form of the panel ends: what proves it, a note, what went wrong, the two buttons. */
import type { Signal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../words';
import type { Filled } from '../../consent/forms';
import { useDesk } from '../../desk';
import { Words } from './Field';
import { Files } from './Files';

const MOST_NOTE = 1000;

/** What a colleague may add in their own words, and the files where there may be some. */
export interface Added {
  /** What its ids begin with. */
  id: string;
  form: Signal<Filled>;
  errors: Readonly<Record<string, string>>;
  evidence?: boolean;
  write(change: Partial<Filled>): void;
}

export interface EndingProps {
  /** What the button does. */
  does: string;
  busy: boolean;
  trouble: string;
  tone?: 'stop' | undefined;
  added?: Added;
  /** Said once more before the press that counts. */
  warning?: string | undefined;
  leave(): void;
}

function AddedFields({ id, form, errors, evidence = false, write }: Added) {
  return (
    <>
      {evidence && (
        <Files
          files={form.value.files}
          error={errors.evidence}
          change={(edit) => write({ files: edit(form.peek().files) })}
        />
      )}
      <Words
        id={`${id}-note`}
        name={t('sidebar.consent.note')}
        error={errors.note}
        rows={2}
        most={MOST_NOTE}
        value={form.value.note}
        write={(note) => write({ note })}
      />
    </>
  );
}

export function Ending({ does, busy, trouble, tone, added, warning, leave }: EndingProps) {
  const { store } = useDesk();
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (trouble !== '') alert.current?.scrollIntoView?.({ block: 'nearest' });
  }, [trouble]);
  return (
    <>
      {added && <AddedFields {...added} />}
      {warning !== undefined && (
        <p class="trouble" role="alert">
          {warning}
        </p>
      )}
      {trouble !== '' && (
        <p ref={alert} class="trouble" role="alert">
          {trouble}
        </p>
      )}
      {trouble === '' && !store.online.value && (
        <p class="trouble" role="status">
          {t('sidebar.consent.form.offline')}
        </p>
      )}
      <div class="act">
        <button type="button" onClick={leave}>
          {t('sidebar.consent.cancel')}
        </button>
        <button type="submit" class={tone === 'stop' ? 'primary stop' : 'primary'} disabled={busy}>
          {busy ? t('sidebar.consent.saving') : does}
        </button>
      </div>
    </>
  );
}
