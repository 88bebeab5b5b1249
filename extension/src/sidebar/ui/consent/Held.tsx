/** A text that probably asks us to stop, or says the number is wrong: a person says which it is. */
import { useRef, useState } from 'preact/hooks';
import { t } from '../../../words';
import { Problem } from '../../api';
import { showMessage } from '../../consent/jump';
import { settle } from '../../consent/ledger';
import { useDesk } from '../../desk';
import { dayAndTime, shortDay } from '../../format/time';
import type { Target } from '../../target';
import type { OpenRevocation, SettleRevocation } from '../../wire';

type Outcome = SettleRevocation['outcome'];

const MOST_NOTE = 1000;
const WORDS = {
  opt_out: {
    title: 'sidebar.held.opt_out',
    upheld: 'sidebar.held.opt_out.upheld',
    dismissed: 'sidebar.held.opt_out.dismissed',
  },
  wrong_number: {
    title: 'sidebar.held.wrong',
    upheld: 'sidebar.held.wrong.upheld',
    dismissed: 'sidebar.held.wrong.dismissed',
  },
} as const;

interface Props {
  open: OpenRevocation;
  target: Target;
}

export function Held({ open, target }: Props) {
  const desk = useDesk();
  const { api, actions, clock, locale, store } = desk;
  const words = WORDS[open.kind];
  const [chosen, setChosen] = useState<Outcome | null>(null);
  const [trouble, setTrouble] = useState('');
  const [noting, setNoting] = useState(false);
  const note = useRef('');
  const now = clock.minute.value;
  const may = store.session.value?.may_send === true;

  /** Shown as chosen at once; texting stays closed until the server agrees. */
  const decide = async (outcome: Outcome): Promise<void> => {
    if (chosen !== null || !(await actions.sure(target))) return;
    setChosen(outcome);
    setTrouble('');
    try {
      await settle(api, open.id, { outcome, note: note.current.trim() });
      actions.retry();
    } catch (error) {
      setChosen(null);
      const said = error instanceof Problem ? error.message : '';
      setTrouble(said || t('sidebar.consent.no_answer'));
      // A colleague may have said it already.
      if (error instanceof Problem) actions.retry();
    }
  };
  const button = (outcome: Outcome) => (
    <button
      type="button"
      class={outcome === 'upheld' ? 'upheld' : undefined}
      disabled={chosen !== null || store.locked.value}
      aria-pressed={chosen === outcome}
      onClick={() => void decide(outcome)}
    >
      {t(words[outcome])}
    </button>
  );
  return (
    <section class="held" aria-labelledby="held-title" aria-busy={chosen !== null}>
      <h2 id="held-title">{t(words.title, { name: target.short })}</h2>
      <q dir="auto">{open.quote}</q>
      <p class="fine">
        {dayAndTime(open.opened_at, now, locale)}
        <button type="button" class="way" onClick={() => void showMessage(desk, open.message_id)}>
          {t('sidebar.verdict.jump')}
        </button>
      </p>
      <p>{open.words}</p>
      <p class="due">{t('sidebar.held.due', { day: shortDay(open.due_at, now, locale) })}</p>
      {may ? (
        <>
          {noting ? (
            <textarea
              rows={2}
              maxLength={MOST_NOTE}
              aria-label={t('sidebar.consent.note')}
              placeholder={t('sidebar.consent.note')}
              onInput={(event) => {
                note.current = event.currentTarget.value;
              }}
            />
          ) : (
            <button type="button" class="way" onClick={() => setNoting(true)}>
              {t('sidebar.held.note')}
            </button>
          )}
          <div class="act">
            {button('upheld')}
            {button('dismissed')}
          </div>
        </>
      ) : (
        <p class="fine">{t('sidebar.held.others')}</p>
      )}
      <p class="fine" role="status">
        {chosen !== null && t('sidebar.consent.saving')}
      </p>
      {trouble !== '' && (
        <p class="trouble" role="alert">
          {trouble}
        </p>
      )}
    </section>
  );
}
