/** The picker's rows. Only those in sight are drawn, so thousands cost what ten do. */
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../../words';
import { HEIGHT, inSight, isOption, offsets, type Row } from '../../templates/rows';
import { marked } from '../../templates/search';
import { Icon } from '../Icon';
import { Filled } from './Filled';

const HEADINGS = {
  suggested: 'sidebar.picker.suggested',
  recent: 'sidebar.picker.recent',
  all: 'sidebar.picker.all',
} as const;
/** Until the browser has said how high it is. */
const SOME = 320;

interface Props {
  rows: readonly Row[];
  /** The row that Enter means. */
  on: number;
  values: Record<string, string>;
  pick(row: Row): void;
  point(row: Row): void;
}

function Name({ text, hits }: { text: string; hits: readonly string[] }) {
  return (
    <span class="name">
      {marked(text, hits).map((part, i) =>
        part.hit ? <mark key={`${i} ${part.text}`}>{part.text}</mark> : part.text,
      )}
    </span>
  );
}

function Inner({ row, values }: { row: Row; values: Record<string, string> }) {
  if (row.kind === 'heading') return <>{t(HEADINGS[row.words])}</>;
  if (row.kind === 'folder') {
    const state = t(row.open ? 'sidebar.picker.folder.open' : 'sidebar.picker.folder.folded');
    return (
      <>
        <Icon name={row.open ? 'down' : 'next'} size={14} />
        <span class="name">{row.name}</span>
        <span class="facts">{plural('sidebar.picker.count', row.count)}</span>
        <span class="unseen">{state}</span>
      </>
    );
  }
  const { template, why, hits } = row;
  return (
    <>
      <span class="head">
        <Name text={template.name} hits={hits} />
        {template.group !== '' && !row.key.startsWith('all-') && (
          <span class="facts">{template.group}</span>
        )}
      </span>
      <span class={why === '' ? 'body' : 'body why'}>
        {why === '' ? <Filled body={template.body} values={values} /> : why}
      </span>
    </>
  );
}

export function List({ rows, on, values, pick, point }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: SOME });
  const starts = useMemo(() => offsets(rows), [rows]);
  const options = useMemo(() => {
    let n = 0;
    return rows.map((row) => (isOption(row) ? ++n : 0));
  }, [rows]);
  const total = options.reduce((most, n) => Math.max(most, n), 0);

  const look = (): void => {
    const { scrollTop = 0, clientHeight = 0 } = box.current ?? {};
    setSeen({ top: scrollTop, height: clientHeight || SOME });
  };
  // The row that Enter means is always in sight, and drawn: it is what a reader is told of.
  useLayoutEffect(() => {
    const list = box.current;
    const [from = 0, to = 0] = starts.slice(Math.max(0, on), Math.max(0, on) + 2);
    if (list === null) return;
    // With the heading above the first one.
    const above = on <= 1 ? 0 : from;
    if (above < list.scrollTop) list.scrollTop = above;
    else if (to > list.scrollTop + (list.clientHeight || SOME)) {
      list.scrollTop = to - (list.clientHeight || SOME);
    }
    look();
  }, [starts, on]);

  const [first, behind] = inSight(starts, seen.top, seen.height);
  return (
    <div
      ref={box}
      id="picker-list"
      class="rows"
      role="listbox"
      aria-label={t('sidebar.templates')}
      tabIndex={-1}
      onScroll={look}
    >
      <div class="whole" role="presentation" style={{ blockSize: `${starts.at(-1) ?? 0}px` }}>
        {rows.slice(first, behind).map((row, i) => {
          const at = first + i;
          const style = {
            transform: `translateY(${starts[at] ?? 0}px)`,
            blockSize: `${HEIGHT[row.kind]}px`,
          };
          if (!isOption(row)) {
            return (
              <div key={row.key} class="heading" role="presentation" style={style}>
                <Inner row={row} values={values} />
              </div>
            );
          }
          return (
            // The input holds the focus and all keys; an option is only pointed at (ARIA combobox).
            // biome-ignore lint/a11y/useKeyWithClickEvents: see above
            // biome-ignore lint/a11y/useFocusableInteractive: see above
            <div
              key={row.key}
              id={`picker-${row.key}`}
              role="option"
              aria-selected={at === on}
              aria-setsize={total}
              aria-posinset={options[at]}
              class={`${row.kind}${at === on ? ' on' : ''}`}
              style={style}
              onMouseDown={(event) => event.preventDefault()}
              onMouseMove={() => at === on || point(row)}
              onClick={() => pick(row)}
            >
              <Inner row={row} values={values} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
