/** Under the words that began with a template: what of them is locked, and what it asks for. */
import type { RefObject } from 'preact';
import { useId, useLayoutEffect, useState } from 'preact/hooks';
import { t } from '../../words';
import { useDesk } from '../desk';
import type { Draft } from '../drafts';
import { hasLocks, read, type Slot, slots, type Token, tokens } from '../format/locks';
import type { Beside } from '../wire';

interface Props {
  draft: Draft;
  note: boolean;
  beside: Beside;
  field: RefObject<HTMLTextAreaElement>;
  write(words: string): void;
}

interface Ask extends Pick<Slot, 'label' | 'choices' | 'longest'> {
  /** Where it stands in the text, in UTF-16 units. */
  readonly at: readonly [number, number];
  readonly answer: string;
}

/** What is said around a text by the sidebar itself. */
const around = ({ composing }: Beside) => ({
  before: composing?.brand.trim() ? [`${composing.brand.trim()}: `] : [],
  behind: composing === undefined ? [] : [' ', '\n'].map((gap) => gap + composing.opt_out_line),
  open: true,
});

const wantedOf = (body: string, { values }: Beside): Token[] =>
  tokens(body, (key) => (Object.hasOwn(values, key) ? [values[key] ?? ''] : []));

/** What is filled by hand, where it stands now; a slot outside of locks only until it is filled. */
function asksOf(body: string, text: string, beside: Beside): Ask[] {
  const wanted = wantedOf(body, beside);
  const found = read(wanted, text, around(beside));
  const chars = Array.from(text);
  const unit = (place: number): number => chars.slice(0, place).join('').length;
  const known = 'spans' in found ? found.spans : [];
  const locked = wanted.flatMap((token, i): Ask[] => {
    const span = known[i];
    // A value that is missing is asked for above the words, as that of any template.
    if (slots(token.open).length === 0 || span === undefined) return [];
    const at = [unit(span[0]), unit(span[1])] as const;
    const said = text.slice(...at);
    const answer = said === token.open ? '' : said;
    return [{ label: token.label, choices: token.words, longest: token.longest, at, answer }];
  });
  const taken = new Set(locked.map(({ at }) => at[0]));
  const free = slots(body).flatMap((slot): Ask[] => {
    const start = text.indexOf(slot.source);
    if (start < 0 || taken.has(start)) return [];
    return [{ ...slot, at: [start, start + slot.source.length], answer: '' }];
  });
  return [...locked, ...free].sort((a, b) => a.at[0] - b.at[0]);
}

function Answer({ ask, fill }: { ask: Ask; fill(words: string): void }) {
  const id = useId();
  const given = (words: string): void => {
    if (words.trim() !== '' && words !== ask.answer) fill(words.trim());
  };
  return (
    <p class="ask">
      <label for={id}>{ask.label}</label>
      {ask.choices.length > 0 ? (
        <select id={id} value={ask.answer} onChange={(event) => given(event.currentTarget.value)}>
          <option value="" disabled>
            {t('sidebar.locked.choose')}
          </option>
          {ask.choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          value={ask.answer}
          maxLength={ask.longest}
          autocomplete="off"
          onChange={(event) => given(event.currentTarget.value.replaceAll(/[{}]/g, ''))}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.isComposing) return;
            event.preventDefault();
            given(event.currentTarget.value.replaceAll(/[{}]/g, ''));
          }}
        />
      )}
    </p>
  );
}

export function Locks({ draft, note, beside, field, write }: Props) {
  const { catalog } = useDesk();
  const [refused, setRefused] = useState(false);
  const { text, template } = draft;
  const use = note ? null : template;
  const body = catalog.list.value?.find(({ id }) => id === use?.id)?.body ?? '';
  const kept = (words: string): boolean =>
    words === '' || 'spans' in read(wantedOf(body, beside), words, around(beside));
  const locked = hasLocks(body);
  const lost = locked && !kept(text);
  useLayoutEffect(() => {
    const area = field.current;
    const above = area?.parentElement;
    // Before anybody else hears of it: what is locked was never changed.
    const onInput = (event: Event): void => {
      if (area === null || event.target !== area) return;
      const may = !locked || lost || kept(area.value);
      setRefused(!may);
      if (may) return;
      event.stopPropagation();
      area.value = text;
    };
    above?.addEventListener('input', onInput, { capture: true });
    return () => above?.removeEventListener('input', onInput, { capture: true });
  });
  const asks = asksOf(body, text, beside);
  if (!locked && asks.length === 0) return null;
  const fill = ({ at: [start, end] }: Ask, words: string): void => {
    write(text.slice(0, start) + words + text.slice(end));
    field.current?.focus({ preventScroll: true });
  };
  return (
    <section class="locks" aria-label={t('sidebar.locked')}>
      {asks.map((ask, i) => (
        <Answer key={`${i} ${ask.answer}`} ask={ask} fill={(words) => fill(ask, words)} />
      ))}
      <p class={lost || refused ? 'state stop' : 'state'} role="status">
        {said(locked, lost, refused)}
      </p>
    </section>
  );
}

function said(locked: boolean, lost: boolean, refused: boolean): string {
  if (!locked) return '';
  if (lost) return t('sidebar.locked.lost');
  return t(refused ? 'sidebar.locked.kept' : 'sidebar.locked.some');
}
