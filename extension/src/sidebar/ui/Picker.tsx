/** Approved wording: filtered as typed, shown as it would be sent. Combobox with a listbox. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import { findTemplates, marked } from '../format/search';
import { parseTemplate, renderTemplate } from '../format/template';
import { lazily } from '../lazily';
import type { Template } from '../wire';
import { Icon } from './Icon';

const Texts = lazily(() => import('./checked').then((made) => made.Texts));

interface Props {
  /** What was typed after the "/" before the picker took over. */
  seed: string;
  values: Record<string, string>;
  insert(template: Template, text: string): void;
  /** Closed without a choice; `query` is what was typed. */
  leave(query: string): void;
}

type Values = Props['values'];

/** The text with what fills its fields set apart, and what is missing marked. */
function Filled({ body, values }: { body: string; values: Values }) {
  return (
    <span class="body">
      {parseTemplate(body).map((part, i) => {
        if (typeof part === 'string') return part;
        const { text, missing } = renderTemplate(part.source, values);
        const gap = missing.length > 0;
        const words = gap
          ? t('sidebar.picker.missing', { field: part.name.replaceAll(/[._]/g, ' ') })
          : text;
        return (
          <span key={`${i} ${part.source}`} class={gap ? 'slot missing' : 'slot'}>
            {words}
          </span>
        );
      })}
    </span>
  );
}

interface OptionProps {
  id: string;
  template: Template;
  values: Values;
  query: string;
  on: boolean;
  pick(): void;
}

function Option({ id, template, values, query, on, pick }: OptionProps) {
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (on) own.current?.scrollIntoView?.({ block: 'nearest' });
  }, [on]);
  return (
    // The input holds the focus and all keys; an option is only pointed at (ARIA combobox).
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      ref={own}
      id={id}
      role="option"
      aria-selected={on}
      class={on ? 'on' : undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={pick}
    >
      <span class="head">
        <span class="name">
          {marked(template.name, query).map((part, i) =>
            part.hit ? <mark key={`${i} ${part.text}`}>{part.text}</mark> : part.text,
          )}
        </span>
        <span class="facts">
          {template.group !== '' && <>{template.group} · </>}
          <Texts of={renderTemplate(template.body, values).text} />
        </span>
      </span>
      <Filled body={template.body} values={values} />
    </div>
  );
}

export function Picker({ seed, values, insert, leave }: Props) {
  const { catalog } = useDesk();
  const [query, setQuery] = useState(seed);
  const [at, setAt] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const all = catalog.list.value;
  const found = findTemplates(all ?? [], query);
  const chosen = found[Math.min(at, found.length - 1)];

  // Before the next key press: what is typed on belongs here.
  useLayoutEffect(() => {
    input.current?.focus({ preventScroll: true });
    input.current?.setSelectionRange(seed.length, seed.length);
  }, []);

  const pick = (template: Template): void =>
    insert(template, renderTemplate(template.body, values).text);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const steps: Record<string, () => void> = {
      ArrowDown: () => setAt(found.length === 0 ? 0 : (at + 1) % found.length),
      ArrowUp: () => setAt(found.length === 0 ? 0 : (at - 1 + found.length) % found.length),
      Enter: () => chosen !== undefined && pick(chosen),
      Escape: () => leave(query),
    };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      step();
    } else if (event.key === 'Backspace' && query === '') {
      event.preventDefault();
      leave('');
    }
  };

  return (
    <div class="picker">
      <div class="query">
        <Icon name="slash" size={16} />
        <input
          ref={input}
          role="combobox"
          aria-label={t('sidebar.picker.search')}
          aria-expanded={found.length > 0}
          aria-controls="picker-list"
          aria-autocomplete="list"
          {...(chosen === undefined ? {} : { 'aria-activedescendant': `picker-${chosen.id}` })}
          autocomplete="off"
          spellcheck={false}
          placeholder={t('sidebar.picker.placeholder')}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
          onBlur={(event) => {
            const to = event.relatedTarget;
            if (to instanceof Element && to.closest('.picker') === null) leave('');
          }}
        />
      </div>
      <div id="picker-list" role="listbox" aria-label={t('sidebar.templates')}>
        {found.map((template) => (
          <Option
            key={template.id}
            id={`picker-${template.id}`}
            template={template}
            values={values}
            query={query}
            on={template === chosen}
            pick={() => pick(template)}
          />
        ))}
      </div>
      <p class="state" role="status">
        {all === null
          ? catalog.problem.value === null
            ? t('sidebar.picker.loading')
            : catalog.problem.value || t('sidebar.picker.unreachable')
          : found.length === 0
            ? t(all.length === 0 ? 'sidebar.picker.none' : 'sidebar.picker.no_match')
            : ''}
      </p>
    </div>
  );
}
