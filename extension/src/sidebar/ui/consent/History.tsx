/** Where consent stands, what can be added, and everything that was ever recorded. */
import { t, type WordKey } from '../../../words';
import { type Ledger, useLedger } from '../../consent/history';
import { useDesk } from '../../desk';
import { dayAndTime, shortDay } from '../../format/time';
import type { ConsentScreen } from '../../store';
import type { ConsentCard, Question, ScopeCard } from '../../wire';
import { Line } from './Line';
import type { ScreenProps } from './Panel';

const SCOPES = {
  conversational: 'sidebar.consent.scope.conversational',
  informational: 'sidebar.consent.scope.informational',
  marketing: 'sidebar.consent.scope.marketing',
} as const satisfies Record<ScopeCard['scope'], WordKey>;

/** What we asked and they have not answered, word for word. */
function Asked({ question }: { question: Question }) {
  const { clock, locale } = useDesk();
  const { at, author, line, words } = question;
  const told = { day: dayAndTime(at, clock.now(), locale), line };
  return (
    <figure class="preview">
      <figcaption class="fine">
        {author
          ? t('sidebar.consent.question.by', { ...told, member: author.name })
          : t('sidebar.consent.question', told)}
      </figcaption>
      <p class="bubble" dir="auto">
        {words}
      </p>
    </figure>
  );
}

function Standing({ card }: { card: ConsentCard }) {
  const { clock, locale } = useDesk();
  const day = (at: string): string => shortDay(at, clock.now(), locale);
  return (
    <section class={`standing ${card.standing}`} aria-label={t('sidebar.consent.standing')}>
      <p>
        <strong>{card.words}</strong>
      </p>
      {(card.scopes ?? []).length > 0 && (
        <ul>
          {(card.scopes ?? []).map(({ scope, since, until, verified }) => (
            <li key={scope}>
              {[
                t(SCOPES[scope]),
                t('sidebar.consent.since', { day: day(since) }),
                until === null ? '' : t('sidebar.consent.until', { day: day(until) }),
                verified ? '' : t('sidebar.consent.unverified'),
              ]
                .filter(Boolean)
                .join(' · ')}
            </li>
          ))}
        </ul>
      )}
      {card.question ? (
        <Asked question={card.question} />
      ) : (
        card.asked_at !== null && <p>{t('sidebar.consent.asked', { day: day(card.asked_at) })}</p>
      )}
    </section>
  );
}

const ADD = {
  record: 'sidebar.consent.record',
  stopped: 'sidebar.consent.stopped',
  wrong: 'sidebar.consent.wrong',
} as const satisfies Partial<Record<ConsentScreen, WordKey>>;

function Adding({ standing }: { standing: ConsentCard['standing'] }) {
  const { store } = useDesk();
  // What is closed can't be closed again; a fresh signature of theirs may open it.
  const shown = (Object.keys(ADD) as (keyof typeof ADD)[]).filter(
    (name) => standing !== 'revoked' || name !== 'stopped',
  );
  return (
    <div class="adding">
      {shown.map((name) => (
        <button
          type="button"
          key={name}
          onClick={() => {
            store.consenting.value = name;
          }}
        >
          {t(ADD[name])}
        </button>
      ))}
    </div>
  );
}

function Lines({ ledger, name }: { ledger: Ledger; name: string }) {
  const { store } = useDesk();
  const { pages, trouble, busy } = ledger;
  return (
    <section class="ledger" aria-label={t('sidebar.consent.history')} aria-busy={busy}>
      <h3>{t('sidebar.consent.history')}</h3>
      {trouble !== null && (
        <div class="trouble" role="alert">
          <p>
            {trouble.unreachable
              ? t(store.online.value ? 'sidebar.consent.unreachable' : 'sidebar.consent.offline')
              : trouble.words || t('sidebar.error.detail')}
          </p>
          <button type="button" onClick={ledger.again}>
            {t('sidebar.try_again')}
          </button>
        </div>
      )}
      {pages === null && trouble === null && <p class="quiet">{t('sidebar.loading')}</p>}
      {pages !== null && pages.items.length === 0 && (
        <p class="quiet">{t('sidebar.consent.nothing', { name })}</p>
      )}
      {pages !== null && (
        <ol>
          {pages.items.map((line) => (
            <Line key={line.id} line={line} />
          ))}
        </ol>
      )}
      {pages?.older && (
        <button type="button" class="older" disabled={busy} onClick={ledger.more}>
          {t('sidebar.consent.older')}
        </button>
      )}
    </section>
  );
}

export function History({ beside, target, phone }: ScreenProps) {
  const { store } = useDesk();
  const known = beside.consent;
  const ledger = useLedger(phone, target.person, JSON.stringify(known));
  const card = ledger.pages?.card ?? known;
  return (
    <div class="screen">
      {card && <Standing card={card} />}
      {card && store.session.value?.may_send === true && <Adding standing={card.standing} />}
      <Lines ledger={ledger} name={target.short} />
    </div>
  );
}
