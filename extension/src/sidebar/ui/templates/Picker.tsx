/**
 * Approved wording, found as typed and shown as it would be sent. A combobox with a listbox: the
 * input keeps the focus and the keys; Tab goes to the preview.
 */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../../words';
import { useDesk } from '../../desk';
import { useFitting } from '../../templates/fitting';
import { insert } from '../../templates/insert';
import { FEW, type Folds, isOption, type Row, rowsOf, stepped } from '../../templates/rows';
import { indexed } from '../../templates/search';
import type { Beside, Template } from '../../wire';
import { Icon } from '../Icon';
import { List } from './List';
import { Preview } from './Preview';

const NONE: readonly Template[] = [];

interface Props {
  /** What was typed after the "/" before the picker took over. */
  seed: string;
  /** Of the draft it goes to. */
  draft: string;
  beside: Beside;
  /** Whom it is for. */
  name: string;
  /** One was chosen. */
  close(): void;
  /** Closed without a choice; `query` is what was typed. */
  leave(query: string): void;
}

/** The folders that the rep opened or closed, for as long as this sidebar lives. */
let turned: ReadonlySet<string> = new Set();

function useFolds(count: number): [Folds, (folder: string) => void] {
  const [own, setOwn] = useState(turned);
  const turn = (folder: string): void => {
    const next = new Set(own);
    if (!next.delete(folder)) next.add(folder);
    turned = next;
    setOwn(next);
  };
  return [useMemo(() => ({ turned: own, open: count <= FEW }), [own, count]), turn];
}

function useWords(all: readonly Template[] | null, rows: readonly Row[], query: string): string {
  const { catalog } = useDesk();
  if (all === null) {
    if (catalog.problem.value === null) return t('sidebar.picker.loading');
    return catalog.problem.value || t('sidebar.picker.unreachable');
  }
  if (all.length === 0) return t('sidebar.picker.none');
  if (rows.length === 0) return t('sidebar.picker.no_match');
  return query === '' ? '' : plural('sidebar.picker.found', rows.length);
}

export function Picker({ seed, draft, beside, name, close, leave }: Props) {
  const desk = useDesk();
  const [query, setQuery] = useState(seed);
  /** The row that Enter means, by its key: rows may come in above it. */
  const [wanted, setWanted] = useState<string | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const all = desk.catalog.list.value;
  const fitting = useFitting(desk.api, beside);
  const [folds, turn] = useFolds(all?.length ?? 0);
  const rows = useMemo(
    () => rowsOf({ all: all ?? NONE, query, beside: fitting, folds }),
    [all, query, fitting, folds],
  );
  const kept = wanted === null ? -1 : rows.findIndex(({ key }) => key === wanted);
  const on = kept >= 0 ? kept : rows.findIndex(isOption);
  const row = rows[on];
  const state = useWords(all, rows, query);

  // Before the next key press: what is typed on belongs here.
  useLayoutEffect(() => {
    input.current?.focus({ preventScroll: true });
    input.current?.setSelectionRange(seed.length, seed.length);
  }, []);
  // And before the first key: reading thousands of texts takes longer than a frame.
  useEffect(() => {
    if (all === null) return;
    const soon = setTimeout(() => indexed(all));
    return () => clearTimeout(soon);
  }, [all]);

  const pick = (chosen: Row | undefined): void => {
    if (chosen?.kind === 'folder') {
      setWanted(chosen.key);
      turn(chosen.name);
    } else if (chosen?.kind === 'template') {
      insert(desk, draft, beside, chosen.template);
      close();
    }
  };
  const go = (to: number): void => setWanted(rows[to]?.key ?? null);
  /** Opens or folds the folder one is on. True when there was something to do. */
  const fold = (open: boolean): boolean => {
    if (query !== '' || row?.kind !== 'folder' || row.open === open) return false;
    turn(row.name);
    return true;
  };
  const steps: Record<string, () => unknown> = {
    ArrowDown: () => go(stepped(rows, on, 1)),
    ArrowUp: () => go(stepped(rows, Math.max(on, 0), -1)),
    Home: () => go(rows.findIndex(isOption)),
    End: () => go(rows.findLastIndex(isOption)),
    ArrowRight: () => fold(true),
    ArrowLeft: () => fold(false),
    Enter: () => pick(row),
    Escape: () => leave(query),
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing || event.shiftKey) return;
    const step = steps[event.key];
    if (step !== undefined && step() !== false) event.preventDefault();
    else if (event.key === 'Backspace' && query === '') {
      event.preventDefault();
      leave('');
    }
  };

  return (
    <search
      class="picker templates"
      aria-label={t('sidebar.picker.search')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        leave(query);
      }}
      onFocusOut={(event) => {
        const to = event.relatedTarget;
        if (to instanceof Element && to.closest('.picker') === null) leave('');
      }}
    >
      <div class="query">
        <Icon name="slash" size={16} />
        <input
          ref={input}
          role="combobox"
          aria-label={t('sidebar.picker.search')}
          aria-expanded={rows.length > 0}
          aria-controls="picker-list"
          aria-autocomplete="list"
          {...(row === undefined ? {} : { 'aria-activedescendant': `picker-${row.key}` })}
          autocomplete="off"
          spellcheck={false}
          placeholder={t('sidebar.picker.placeholder')}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setWanted(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <List {...{ rows, on, pick }} values={beside.values} point={({ key }) => setWanted(key)} />
      <p class={rows.length === 0 ? 'state' : 'unseen'} role="status">
        {state}
      </p>
      {row?.kind === 'template' && (
        <Preview
          {...{ beside, name }}
          template={row.template}
          sent={fitting?.sent.find(({ template_id }) => template_id === row.template.id)}
          use={() => pick(row)}
        />
      )}
    </search>
  );
}
