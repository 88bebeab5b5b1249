/** Every line of the context card, with when it was read there. */
import { useId } from 'preact/hooks';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { when } from '../../format/facts';
import { outward } from '../../record/away';
import type { ContextCard } from '../../wire';
import { Related } from './Related';

type Line = NonNullable<ContextCard['fields']>[number];

/** The age is a tooltip for who points or goes there by key, and a description for who hears it. */
function Field({ line, crm }: { line: Line; crm: string }) {
  const { clock, locale } = useDesk();
  const id = useId();
  const age = t('sidebar.crm.read', { crm, when: when(line.at, clock.minute.value, locale) });
  const url = outward(line.url);
  return (
    <div>
      <dt>{line.label}</dt>
      <dd>
        {url === undefined ? (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: its age is to be had by keys, too (WCAG 1.4.13)
          <span class="value" dir="auto" tabIndex={0} role="note" aria-describedby={id}>
            {line.value}
          </span>
        ) : (
          <a
            class="value"
            dir="auto"
            href={url}
            target="_blank"
            rel="noopener noreferrer"
            aria-describedby={id}
          >
            {line.value}
          </a>
        )}
        <span class="age" role="tooltip" id={id}>
          {age}
        </span>
      </dd>
    </div>
  );
}

export function Fields({ context }: { context: ContextCard }) {
  const { clock, locale } = useDesk();
  const { crm_name: crm, fields = [], fetched_at: at, state, words } = context;
  const read = at === null ? '' : when(at, clock.minute.value, locale);
  return (
    <div class="fields">
      <dl>
        {fields.map((line, i) => (
          <Field key={`${i} ${line.label}`} line={line} crm={crm} />
        ))}
      </dl>
      <Related context={context} />
      <p class="fine">
        {read === '' || state === 'fresh' ? words : t('sidebar.crm.read', { crm, when: read })}
      </p>
    </div>
  );
}
