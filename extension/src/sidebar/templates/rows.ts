/** The picker's list as rows of known heights, so that only those in sight are drawn. Pure. */
import type { Template, TemplatesBeside } from '../wire';
import { findTemplates } from './search';

export type Row =
  | { kind: 'heading'; key: string; words: 'suggested' | 'recent' | 'all' }
  | { kind: 'folder'; key: string; name: string; count: number; open: boolean }
  | {
      kind: 'template';
      key: string;
      template: Template;
      /** Why it is suggested. */
      why: string;
      hits: readonly string[];
    };

/** Pixels; Picker.css draws by the same. */
export const HEIGHT = { heading: 28, folder: 34, template: 50 } as const;

/** Folders begin folded where there are more templates than these. */
export const FEW = 12;

export interface Folds {
  /** Those that the rep opened or closed. */
  readonly turned: ReadonlySet<string>;
  /** How all others stand. */
  readonly open: boolean;
}

interface Wanted {
  all: readonly Template[];
  query: string;
  beside: TemplatesBeside | null;
  folds: Folds;
}

type Option = Exclude<Row, { kind: 'heading' }>;

export const isOption = (row: Row | undefined): row is Option =>
  row !== undefined && row.kind !== 'heading';

const option = (section: string, template: Template, why = ''): Row => ({
  kind: 'template',
  key: `${section}-${template.id}`,
  template,
  why,
  hits: [],
});

function first(all: readonly Template[], beside: TemplatesBeside): Row[] {
  const byId = new Map(all.map((one) => [one.id, one]));
  const suggested = beside.suggested.flatMap(({ template_id, why }) => {
    const one = byId.get(template_id);
    return one === undefined ? [] : [option('suggested', one, why)];
  });
  const recent = beside.recent.flatMap((id) => {
    const one = byId.get(id);
    return one === undefined ? [] : [option('recent', one)];
  });
  const rows: Row[] = [];
  if (suggested.length > 0) {
    rows.push({ kind: 'heading', key: 'h-suggested', words: 'suggested' }, ...suggested);
  }
  if (recent.length > 0)
    rows.push({ kind: 'heading', key: 'h-recent', words: 'recent' }, ...recent);
  return rows;
}

/** Without a query what comes first, then all in their folders; with one what it finds. */
export function rowsOf({ all, query, beside, folds }: Wanted): Row[] {
  if (query.trim() !== '') {
    return findTemplates(all, query).map(({ template, hits }) => ({
      kind: 'template',
      key: `found-${template.id}`,
      template,
      why: '',
      hits,
    }));
  }
  const rows = beside === null ? [] : first(all, beside);
  if (rows.length > 0) rows.push({ kind: 'heading', key: 'h-all', words: 'all' });
  const folders = new Map<string, Template[]>();
  for (const one of all) {
    const there = folders.get(one.group);
    if (there === undefined) folders.set(one.group, [one]);
    else there.push(one);
  }
  for (const [name, held] of folders) {
    const open = name === '' || folds.open !== folds.turned.has(name);
    if (name !== '') {
      rows.push({ kind: 'folder', key: `folder-${name}`, name, count: held.length, open });
    }
    if (open) rows.push(...held.map((one) => option('all', one)));
  }
  return rows;
}

/** Where each row begins, in pixels, and at the end where the last one ends. */
export function offsets(rows: readonly Row[]): number[] {
  const found = [0];
  for (const { kind } of rows) found.push((found.at(-1) ?? 0) + HEIGHT[kind]);
  return found;
}

/** The rows from `top` on that fill `height`, and some beside them: [first, behind the last]. */
export function inSight(starts: readonly number[], top: number, height: number): [number, number] {
  const MORE = 4;
  const from = Math.max(0, at(starts, top) - MORE);
  return [from, Math.min(starts.length - 1, at(starts, top + height) + 1 + MORE)];
}

/** The row that a place is in, by halves. */
function at(starts: readonly number[], place: number): number {
  let low = 0;
  let high = Math.max(0, starts.length - 2);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= place) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** From the row at `from` by `by` options, round at the ends; -1 where there is none. */
export function stepped(rows: readonly Row[], from: number, by: 1 | -1): number {
  for (let i = 1; i <= rows.length; i += 1) {
    const next = (from + by * i + rows.length * (i + 1)) % rows.length;
    if (isOption(rows[next])) return next;
  }
  return -1;
}
