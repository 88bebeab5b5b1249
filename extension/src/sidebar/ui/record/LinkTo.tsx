/** "Link to…": whose number it is, by a name that is typed. Combobox with a listbox, in a dialog. */
import './LinkTo.css';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { plural, t } from '../../../words';
import { useSaving } from '../../consent/forms';
import { useDesk } from '../../desk';
import { EMPTY } from '../../drafts';
import { type Finding, useFinding } from '../../record/finding';
import { linkNumber } from '../../record/linking';
import type { Snapshot } from '../../store';
import { draftKey, type Target } from '../../target';
import type { FoundPerson, LinkedNumber } from '../../wire';
import { Icon } from '../Icon';
import { FoundOption, keyOf } from './FoundOption';

interface Props {
  snapshot: Snapshot;
  target: Target;
  phone: string;
  /** The number as people read it. */
  number: string;
  close(): void;
}

/** What is said of a search besides who it found. */
function standing(typed: string, finding: Finding, online: boolean): string {
  const { items, more, looking, asking, silent, trouble } = finding;
  if (!online) return t('sidebar.link_to.offline');
  if (typed.trim() === '') return t('sidebar.link_to.type');
  if (trouble !== null) return trouble.words || t('sidebar.link_to.no_answer');
  if (looking) return t('sidebar.link_to.looking');
  const count = items.length;
  return [
    count > 0 && plural('sidebar.link_to.found', count),
    more && t('sidebar.link_to.more'),
    asking && t('sidebar.link_to.asking'),
    silent.length > 0 && t('sidebar.link_to.silent', { crm: silent.join(', ') }),
    count === 0 && !asking && silent.length === 0 && t('sidebar.link_to.nobody'),
  ]
    .filter(Boolean)
    .join(' ');
}

/** Links the number, takes what is being written along, and shows whose it is now. */
function useChoose({ snapshot, target, phone, close }: Props) {
  const { store, api, actions, drafts } = useDesk();
  const made = useRef<LinkedNumber | null>(null);
  const saving = useSaving(async ({ person, record }: FoundPerson) => {
    const whose = person === null ? { person: null, record } : { person, record: null };
    made.current = await linkNumber(api, { phone, ...whose });
  });
  const choose = async (one: FoundPerson): Promise<void> => {
    // The page may be on its way to another record: then nothing is said of this number.
    if (!(await actions.sure(target)) || !(await saving.send(one))) return;
    const person = made.current?.person.id ?? '';
    const workspace = store.session.peek()?.workspace.id ?? '';
    const before = draftKey(workspace, target);
    const { at: _at, ...left } = drafts.of(before).peek();
    if (left.text !== '' || left.media.length > 0) {
      drafts.giveBack(draftKey(workspace, { person, phone }), left);
      drafts.write(before, EMPTY);
    }
    const name = made.current?.person.name || one.name;
    store.relinked.value = { key: snapshot.key, record: snapshot.ref, person, name, phone };
    close();
    void actions.pickPhone(phone);
    await actions.follow(person);
  };
  return { choose, saving };
}

export function LinkTo(props: Props) {
  const { number, close } = props;
  const { store } = useDesk();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const finding = useFinding(typed);
  const { choose, saving } = useChoose(props);
  const { items } = finding;
  const on = items[Math.min(at, items.length - 1)];
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    shown?.querySelector('input')?.focus({ preventScroll: true });
    return () => shown?.close();
  }, []);
  const take = (one: FoundPerson): void => {
    if (!saving.busy && !store.locked.peek()) void choose(one);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    const last = items.length;
    const steps: Record<string, () => void> = {
      ArrowDown: () => setAt(last === 0 ? 0 : (at + 1) % last),
      ArrowUp: () => setAt(last === 0 ? 0 : (at - 1 + last) % last),
      Enter: () => on !== undefined && take(on),
      Escape: close,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    step();
  };
  return (
    <dialog
      ref={dialog}
      class="panel"
      aria-labelledby="link-to"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div class="top">
        <div class="names">
          <h2 id="link-to">{t('sidebar.link_to.title', { number })}</h2>
          <p class="sub">{t('sidebar.link_to.log')}</p>
        </div>
        <button type="button" class="tool" aria-label={t('sidebar.link_to.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <div class="screen link-to" aria-busy={saving.busy}>
        <input
          role="combobox"
          aria-label={t('sidebar.link_to.search')}
          aria-expanded={items.length > 0}
          aria-controls="link-to-list"
          aria-autocomplete="list"
          {...(on === undefined ? {} : { 'aria-activedescendant': `link-to-${keyOf(on)}` })}
          autocomplete="off"
          spellcheck={false}
          maxLength={100}
          placeholder={t('sidebar.link_to.search')}
          value={typed}
          onInput={(event) => {
            setTyped(event.currentTarget.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div class="said">
          <p role="status">{standing(typed, finding, store.online.value)}</p>
          {(finding.trouble !== null || finding.silent.length > 0) && (
            <button type="button" onClick={finding.again}>
              {t('sidebar.link_to.again')}
            </button>
          )}
        </div>
        {saving.trouble !== '' && (
          <p class="trouble" role="alert">
            {saving.trouble}
          </p>
        )}
        <div
          id="link-to-list"
          class="people"
          role="listbox"
          aria-label={t('sidebar.link_to.people')}
        >
          {items.map((one) => (
            <FoundOption key={keyOf(one)} one={one} on={one === on} pick={() => take(one)} />
          ))}
        </div>
      </div>
    </dialog>
  );
}
