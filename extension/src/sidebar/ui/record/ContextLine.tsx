/**
 * What the linked CRM says of the open record: one calm line, the rest on demand. Why it can't be
 * read, where it can't; the conversation is never in question.
 */
import './Record.css';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { lazily } from '../../lazily';
import { outward } from '../../record/away';
import type { Beside, ContextCard } from '../../wire';
import { Icon } from '../Icon';

const Fields = lazily(() => import('./parts').then((made) => made.Fields));

/** What needs no word beside what was read. */
const CALM: readonly string[] = ['fresh', 'stale', 'loading'];

/** The first line, and the last two: those that an admin chose come last. */
function few({ fields = [] }: ContextCard, { people, person_id }: Beside) {
  const person = people.find(({ id }) => id === person_id);
  const said = [person?.title, person?.company, person?.first_name];
  const news = fields.filter(({ value }) => !said.includes(value));
  return [...news.slice(0, 1), ...news.slice(1).slice(-2)];
}

export function ContextLine({ beside }: { beside: Beside }) {
  const { store } = useDesk();
  const { context } = beside;
  if (context === undefined || context.state === 'none') return null;
  const { state, words, crm_name: crm, fields = [], related = [] } = context;
  const more = fields.length + related.length > 0;
  const open = store.carded.value && more;
  const link = outward(context.url);
  const away = state === 'merged' ? t('sidebar.crm.open_other') : t('sidebar.crm.open', { crm });
  return (
    <section class="context" aria-label={t('sidebar.crm.card', { crm })} data-state={state}>
      {!CALM.includes(state) && (
        <p class="state" role="status">
          {words}
        </p>
      )}
      {context.opted_out && <p class="state">{t('sidebar.crm.opted_out', { crm })}</p>}
      <div class="line">
        {more ? (
          <button
            type="button"
            aria-expanded={open}
            title={t('sidebar.crm.more', { crm })}
            onClick={() => {
              store.carded.value = !open;
            }}
          >
            <span class="facts">
              {few(context, beside).map(({ label, value }) => (
                <span key={`${label} ${value}`} title={t('sidebar.crm.labelled', { label, value })}>
                  <bdi>{value}</bdi>
                </span>
              ))}
            </span>
            <Icon name="down" size={14} />
          </button>
        ) : (
          <span class="facts">{CALM.includes(state) ? words : crm}</span>
        )}
        {link !== undefined && (
          <a href={link} target="_blank" rel="noopener noreferrer" title={away} aria-label={away}>
            {state === 'merged' ? away : crm}
          </a>
        )}
      </div>
      {open && <Fields context={context} />}
    </section>
  );
}
