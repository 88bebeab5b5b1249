/** What all forms about consent share: what went wrong on top, the two buttons at the end. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../words';
import { useDesk } from '../../desk';

interface Props {
  /** What the button does. */
  does: string;
  busy: boolean;
  trouble: string;
  tone?: 'stop' | undefined;
  submit(): void;
  leave(): void;
  children: ComponentChildren;
}

export function Form({ does, busy, trouble, tone, submit, leave, children }: Props) {
  const { store } = useDesk();
  const alert = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (trouble !== '') alert.current?.scrollIntoView?.({ block: 'nearest' });
  }, [trouble]);
  return (
    <form
      class="screen"
      noValidate
      aria-busy={busy}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {children}
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
    </form>
  );
}
