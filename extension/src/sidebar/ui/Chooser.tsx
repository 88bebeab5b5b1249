/** Several people may be meant: a person decides, once, and it is remembered for this record. */
import { useEffect } from 'preact/hooks';
import { plural, t } from '../../words';
import { useDesk } from '../desk';
import { personFacts } from '../format/facts';
import { initials } from '../format/names';
import type { Beside } from '../wire';
import { Icon } from './Icon';

/** 1–9 choose; Escape goes back to whom was chosen before, or to the page. */
function useDigits({ people, person_id: chosen }: Beside): void {
  const { actions, store } = useDesk();
  useEffect(() => {
    const life = new AbortController();
    const does: Record<string, () => void> = Object.fromEntries(
      people.slice(0, 9).map(({ id }, i) => [String(i + 1), () => void actions.choose(id)]),
    );
    does.Escape = chosen === null ? actions.blur : actions.keepChoice;
    const onKey = (event: KeyboardEvent): void => {
      const modified = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
      if (event.defaultPrevented || modified || store.phase.peek() !== 'choose') return;
      if (event.target instanceof Element && event.target.closest('dialog') !== null) return;
      const act = Object.hasOwn(does, event.key) ? does[event.key] : undefined;
      if (act === undefined) return;
      event.preventDefault();
      act();
    };
    document.addEventListener('keydown', onKey, { signal: life.signal });
    return () => life.abort();
  }, [people, chosen, actions, store]);
}

export function Chooser({ beside }: { beside: Beside }) {
  const { actions, clock, locale, store } = useDesk();
  const { people, record } = beside;
  const chosen = beside.person_id;

  const name = people.find((one) => one.id === chosen)?.first_name ?? '';
  useDigits(beside);

  return (
    <div class="chooser">
      <header class="who">
        <h1 dir="auto">{record.name || t('sidebar.choose.title')}</h1>
        <p class="sub">
          {t(`sidebar.record.${record.type}`)}
          <span class="after-dot">{plural('sidebar.choose.people', people.length)}</span>
        </p>
      </header>
      <h2 id="choose">{t('sidebar.choose.question')}</h2>
      <ul aria-labelledby="choose">
        {people.map((person, i) => {
          const { words, cannot } = personFacts(person, people, clock.minute.value, locale);
          const key = i < 9 ? String(i + 1) : null;
          return (
            <li key={person.id}>
              <button
                type="button"
                class="person"
                aria-current={person.id === chosen ? 'true' : undefined}
                {...(key === null ? {} : { 'aria-keyshortcuts': key })}
                onClick={() => void actions.choose(person.id)}
              >
                <span class="avatar" aria-hidden="true">
                  {initials(person.name)}
                </span>
                <span class="about">
                  <b dir="auto">{person.name}</b>{' '}
                  <span class={cannot ? 'facts cannot' : 'facts'}>{words}</span>{' '}
                  {person.hint?.words && <span class="facts why">{person.hint.words}</span>}
                </span>
                {key !== null && (
                  <span class="keycap" aria-hidden="true">
                    {key}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {chosen !== null && (
        <div class="ways">
          <button type="button" class="again" onClick={actions.keepChoice}>
            <Icon name="back" size={14} />
            {t('sidebar.choose.back', { name })}
          </button>
          {record.known && store.session.value?.may_send === true && (
            <button
              type="button"
              class="again"
              onClick={() => {
                actions.keepChoice();
                store.relinking.value = true;
              }}
            >
              {t('sidebar.not_them.at_all', { name })}
            </button>
          )}
        </div>
      )}
    </div>
  );
}
