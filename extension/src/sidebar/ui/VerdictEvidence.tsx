/** What one reason rests on: their words, a line of the ledger, a rule in force, a clock. */
import { t } from '../../words';
import { showMessage } from '../consent/jump';
import { useDesk } from '../desk';
import { dayAndTime } from '../format/time';
import type { Evidence } from '../wire';
import { Source } from './VerdictSource';

export function EvidenceLine({ evidence }: { evidence: Evidence }) {
  const desk = useDesk();
  const { kind, words, id, at } = evidence;
  // A text in their own words comes in quotation marks.
  const quoted = kind === 'message' ? /^[“"](.*)[”"]$/s.exec(words)?.[1] : undefined;
  // What a reason about consent rests on may be our own question: then it is shown, word for word.
  const asked = desk.store.snapshot.value?.beside.consent?.question;
  const question = kind === 'consent' && asked?.id === id ? asked : undefined;
  const shown = kind === 'message' ? id : (question?.message_id ?? null);
  const time = at === null ? null : dayAndTime(at, desk.clock.now(), desk.locale);
  return (
    <div class={`evidence ${kind}`}>
      {quoted === undefined ? <span>{words}</span> : <q dir="auto">{quoted}</q>}
      {time !== null && ` · ${time}`}
      {question && (
        <q class="asked" dir="auto">
          {question.words}
        </q>
      )}
      {shown !== null && (
        <button type="button" class="way" onClick={() => void showMessage(desk, shown)}>
          {t('sidebar.verdict.jump')}
        </button>
      )}
      {kind === 'consent' && (
        <button
          type="button"
          class="way"
          onClick={() => {
            desk.store.consenting.value = 'history';
          }}
        >
          {t('sidebar.consent.history')}
        </button>
      )}
      <Source source={evidence.source} version={evidence.version} />
    </div>
  );
}
