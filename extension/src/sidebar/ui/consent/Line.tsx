/** One line of the ledger: what happened, in whose words, and what proves it. */
import { t } from '../../../words';
import { showMessage } from '../../consent/jump';
import { evidence } from '../../consent/ledger';
import { useDesk } from '../../desk';
import { sizeWords } from '../../format/bytes';
import { dayAndTime, shortDay } from '../../format/time';
import { save } from '../../media/save';
import type { ConsentLine, EvidenceRef } from '../../wire';
import { Icon } from '../Icon';
import { Source } from '../VerdictSource';

const MINUTE_MS = 60_000;

function File({ file }: { file: EvidenceRef }) {
  const { api, actions, locale } = useDesk();
  const download = async (): Promise<void> => {
    try {
      save(await evidence(api, file.id), file.name);
    } catch {
      actions.say(t('sidebar.consent.file.not_had', { name: file.name }), 'stop');
    }
  };
  return (
    <button type="button" class="way file" onClick={() => void download()}>
      <Icon name="file" size={14} />
      <span class="name">{file.name}</span>
      <span class="fine">{sizeWords(file.bytes, locale)}</span>
    </button>
  );
}

export function Line({ line }: { line: ConsentLine }) {
  const desk = useDesk();
  const { clock, locale, store } = desk;
  const message = line.message_id;
  const backdated = Date.parse(line.at) - Date.parse(line.obtained_at) > MINUTE_MS;
  const time = (at: string): string => dayAndTime(at, clock.now(), locale);
  const facts = [
    backdated ? t('sidebar.consent.given_on', { day: time(line.obtained_at) }) : '',
    line.until === null
      ? ''
      : t('sidebar.consent.until', { day: shortDay(line.until, clock.now(), locale) }),
    line.verified ? '' : t('sidebar.consent.unverified'),
  ]
    .filter(Boolean)
    .join(' · ');
  const jump = async (): Promise<void> => {
    if (message === null) return;
    // The conversation is behind this panel.
    store.consenting.value = null;
    await showMessage(desk, message);
  };
  return (
    <li class={`line ${line.kind}`}>
      <p class="fine">
        <time dateTime={line.at}>{time(line.at)}</time>
        {line.author && ` · ${line.author.name}`}
      </p>
      <p>{line.words}</p>
      {line.quote !== '' && <q dir="auto">{line.quote}</q>}
      {line.note !== '' && <p dir="auto">{t('sidebar.consent.noted', { note: line.note })}</p>}
      {facts !== '' && <p class="fine">{facts}</p>}
      {line.wording && (
        <details>
          <summary>{t('sidebar.consent.wording')}</summary>
          <p class="wording" dir="auto">
            {line.wording}
          </p>
        </details>
      )}
      <Source source={line.source_url} version={null} />
      <div class="remedies">
        {message !== null && (
          <button type="button" class="way" onClick={() => void jump()}>
            {t('sidebar.verdict.jump')}
          </button>
        )}
        {(line.evidence ?? []).map((file) => (
          <File key={file.id} file={file} />
        ))}
      </div>
    </li>
  );
}
