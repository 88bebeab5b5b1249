/** Approved pictures and files: searched as typed, attached like an upload. Combobox with a listbox. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { sizeWords } from '../../format/bytes';
import { attachment, MOST_ATTACHMENTS } from '../../media/attachment';
import { KIND_WORDS } from '../../media/kinds';
import { useLibrary, wordsOf } from '../../media/library';
import { useShown } from '../../media/shown';
import type { LibraryItem, UploadedMedia } from '../../wire';
import { Icon } from '../Icon';
import { kindIcon } from './kindIcon';

/** What the server takes (contracts/library.py). */
const LONGEST = 100;

interface Props {
  /** Of the draft that it is attached to. */
  draft: string;
  leave(): void;
}

interface OptionProps {
  item: LibraryItem;
  on: boolean;
  pick(): void;
}

function Option({ item, on, pick }: OptionProps) {
  const { locale } = useDesk();
  const own = useRef<HTMLDivElement>(null);
  const { media } = item;
  const shown = useShown(media.id, 'thumbnail', 'image', media.thumbnail);
  useEffect(() => {
    if (on) own.current?.scrollIntoView?.({ block: 'nearest' });
  }, [on]);
  const size = media.bytes === null ? null : sizeWords(media.bytes, locale);
  return (
    // The input holds the focus and all keys; an option is only pointed at (ARIA combobox).
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      ref={own}
      id={`library-${item.id}`}
      role="option"
      aria-selected={on}
      class={on ? 'on' : undefined}
      onMouseDown={(event) => event.preventDefault()}
      onClick={pick}
    >
      <span class="face" aria-hidden="true">
        {shown.state === 'ready' ? (
          <img src={shown.url} alt="" />
        ) : (
          <Icon name={kindIcon(media.kind)} />
        )}
      </span>
      <span class="about">
        <b dir="auto">{item.name}</b>
        <span class="body">{item.alt}</span>
        <span class="facts">
          {[item.folder, t(KIND_WORDS[media.kind]), size].filter(Boolean).join(' · ')}
        </span>
      </span>
    </div>
  );
}

export function Library({ draft, leave }: Props) {
  const { api, drafts, actions, store } = useDesk();
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  /** The item that is being attached, or why it was not. */
  const [taking, setTaking] = useState<string | null>(null);
  const [problem, setProblem] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const answer = useLibrary(api, query.trim());
  const { recent, items, more } = answer.found;
  const all = [...recent, ...items];
  const chosen = all[Math.min(at, all.length - 1)];

  useLayoutEffect(() => input.current?.focus({ preventScroll: true }), []);

  const close = (): void => {
    leave();
    store.focus.value += 1;
  };
  const put = (made: UploadedMedia): void => {
    const others = drafts
      .of(draft)
      .peek()
      .media.filter(({ id }) => id !== made.id);
    if (others.length >= MOST_ATTACHMENTS) {
      actions.say(t('sidebar.media.too_many', { most: MOST_ATTACHMENTS }), 'stop');
      return;
    }
    drafts.write(draft, { media: [...others, attachment(made)] });
    void drafts.flush();
  };
  const pick = async (item: LibraryItem): Promise<void> => {
    if (taking !== null) return;
    setTaking(item.id);
    setProblem('');
    try {
      put(await api.json<UploadedMedia>('POST', `/library/${encodeURIComponent(item.id)}/use`));
      close();
    } catch (error) {
      setTaking(null);
      setProblem(wordsOf(error));
    }
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const count = all.length;
    const steps: Record<string, () => void> = {
      ArrowDown: () => setAt(count === 0 ? 0 : (at + 1) % count),
      ArrowUp: () => setAt(count === 0 ? 0 : (at - 1 + count) % count),
      Enter: () => chosen !== undefined && void pick(chosen),
      Escape: close,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    step();
  };
  const option = (item: LibraryItem) => (
    <Option key={item.id} item={item} on={item === chosen} pick={() => void pick(item)} />
  );

  return (
    <div class="picker library" aria-busy={taking !== null}>
      <div class="query">
        <Icon name="search" size={16} />
        <input
          ref={input}
          role="combobox"
          aria-label={t('sidebar.library.search')}
          aria-expanded={all.length > 0}
          aria-controls="library-list"
          aria-autocomplete="list"
          {...(chosen === undefined ? {} : { 'aria-activedescendant': `library-${chosen.id}` })}
          autocomplete="off"
          spellcheck={false}
          maxLength={LONGEST}
          placeholder={t('sidebar.library.search')}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
            setProblem('');
          }}
          onKeyDown={onKeyDown}
          onBlur={({ relatedTarget: to }) => {
            if (to instanceof Element && to.closest('.library') === null) leave();
          }}
        />
      </div>
      <div id="library-list" role="listbox" aria-label={t('sidebar.library')}>
        {recent.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div role="group" aria-label={t('sidebar.library.recent')}>
            <p class="title" aria-hidden="true">
              {t('sidebar.library.recent')}
            </p>
            {recent.map(option)}
          </div>
        )}
        {items.length > 0 && (
          // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
          <div role="group" aria-label={t('sidebar.library.all')}>
            {recent.length > 0 && (
              <p class="title" aria-hidden="true">
                {t('sidebar.library.all')}
              </p>
            )}
            {items.map(option)}
          </div>
        )}
      </div>
      <p class={problem ? 'state stop' : 'state'} role="status">
        {problem || stateWords()}
      </p>
    </div>
  );

  function stateWords(): string {
    if (taking !== null) return t('sidebar.library.taking');
    if (answer.state === 'failed') return answer.words;
    if (answer.state === 'loading') return all.length === 0 ? t('sidebar.library.loading') : '';
    if (all.length === 0)
      return t(query.trim() === '' ? 'sidebar.library.none' : 'sidebar.library.no_match');
    return more ? t('sidebar.library.more') : '';
  }
}
