/** Files that prove it: sent when they are chosen, so that what is wrong with one is known at once. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../words';
import { Problem } from '../../api';
import { upload } from '../../consent/ledger';
import { useDesk } from '../../desk';
import { sizeWords } from '../../format/bytes';
import type { EvidenceRef } from '../../wire';
import { Icon } from '../Icon';

const MOST_FILES = 10;

interface Props {
  files: readonly EvidenceRef[];
  error: string | undefined;
  change(edit: (files: readonly EvidenceRef[]) => readonly EvidenceRef[]): void;
}

interface Failed {
  name: string;
  why: string;
}

export function Files({ files, error, change }: Props) {
  const { api, locale } = useDesk();
  const [sending, setSending] = useState(0);
  const [failed, setFailed] = useState<readonly Failed[]>([]);
  const input = useRef<HTMLInputElement>(null);
  const life = useRef(new AbortController());
  useEffect(() => () => life.current.abort(), []);

  const send = async (file: File): Promise<void> => {
    setSending((n) => n + 1);
    try {
      const kept = await upload(api, file, life.current.signal);
      change((now) => [...now.filter(({ id }) => id !== kept.id), kept]);
    } catch (reason) {
      if (life.current.signal.aborted) return;
      const why = reason instanceof Problem ? reason.message : t('sidebar.consent.no_answer');
      setFailed((all) => [...all, { name: file.name, why }]);
    } finally {
      if (!life.current.signal.aborted) setSending((n) => n - 1);
    }
  };
  const chosen = (event: { currentTarget: HTMLInputElement }): void => {
    const picked = [...(event.currentTarget.files ?? [])];
    event.currentTarget.value = '';
    setFailed([]);
    for (const file of picked.slice(0, MOST_FILES - files.length)) void send(file);
  };
  return (
    <div class="field">
      <span id="consent-files" class="label">
        {t('sidebar.consent.files')}
      </span>
      <p id="consent-files-hint" class="fine">
        {t('sidebar.consent.files.hint')}
      </p>
      <ul class="files" aria-labelledby="consent-files">
        {files.map((file) => (
          <li key={file.id}>
            <Icon name="file" size={14} />
            <span class="name">{file.name}</span>
            <span class="fine">{sizeWords(file.bytes, locale)}</span>
            <button
              type="button"
              class="tool"
              aria-label={t('sidebar.consent.files.remove', { name: file.name })}
              onClick={() => change((now) => now.filter(({ id }) => id !== file.id))}
            >
              <Icon name="close" size={14} />
            </button>
          </li>
        ))}
      </ul>
      {failed.map(({ name, why }) => (
        <p key={name} class="fine stop" role="alert">
          {t('sidebar.consent.files.failed', { name, why })}
        </p>
      ))}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('sidebar.consent.files')}
        onChange={chosen}
      />
      <button
        type="button"
        class="add"
        aria-describedby="consent-files-hint"
        disabled={files.length >= MOST_FILES}
        onClick={() => input.current?.click()}
      >
        <Icon name="attach" size={16} />
        {sending > 0 ? t('sidebar.consent.files.sending') : t('sidebar.consent.files.add')}
      </button>
      {error && <p class="fine stop">{error}</p>}
    </div>
  );
}
