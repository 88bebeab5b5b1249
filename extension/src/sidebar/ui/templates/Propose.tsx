/** A text that worked, as a template for all: its words with merge fields, a name, a note. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../../words';
import { Problem } from '../../api';
import { useDesk } from '../../desk';
import { toFields } from '../../templates/fields';
import type { MessageItem, Proposal } from '../../wire';
import { Ending } from '../consent/Ending';
import { Field, Words } from '../consent/Field';
import { Icon } from '../Icon';

interface Props {
  item: MessageItem;
  close(): void;
}

interface Wish {
  name: string;
  body: string;
  folder: string;
  note: string;
}

/** Which field a refusal is about (words of `error.…`). */
const ABOUT: Readonly<Record<string, keyof Wish>> = {
  bad_template_name: 'name',
  template_name_taken: 'name',
  bad_template_body: 'body',
  template_refused: 'body',
  bad_template_folder: 'folder',
  words_too_long: 'note',
};
const MOST = { name: 120, body: 1600, folder: 80, note: 2000 } as const;

interface Trouble {
  words: string;
  about: keyof Wish | null;
}

function troubleOf(error: unknown): Trouble {
  if (!(error instanceof Problem)) return { words: t('sidebar.propose.unreachable'), about: null };
  return { words: error.message || t('sidebar.error.detail'), about: ABOUT[error.code] ?? null };
}

/** What became of earlier ones; nothing where it can't be had. */
function Mine() {
  const { api } = useDesk();
  const [items, setItems] = useState<readonly Proposal[]>([]);
  useEffect(() => {
    api
      .json<{ items: Proposal[] }>('GET', '/templates/proposals')
      .then((found) => setItems(found.items))
      .catch(() => undefined);
  }, []);
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{t('sidebar.propose.mine')}</h3>
      <ul class="proposed">
        {items.map(({ template_id, name, state_words: state, words }) => (
          <li key={template_id}>
            <strong>{name}</strong>
            <p class="fine">{words === '' ? state : t('sidebar.propose.said', { state, words })}</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Propose({ item, close }: Props) {
  const { store, catalog, api, actions } = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  const name = useRef<HTMLInputElement>(null);
  const beside = store.snapshot.value?.beside;
  const [wish, setWish] = useState<Wish>(() => ({
    name: '',
    body: toFields(item.text, beside?.person_id === item.person_id ? beside.values : {}),
    folder: '',
    note: '',
  }));
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);
  useLayoutEffect(() => {
    dialog.current?.showModal();
    name.current?.focus({ preventScroll: true });
    if (beside !== undefined) catalog.want(beside.templates_version);
    return () => dialog.current?.close();
  }, []);
  const put = (change: Partial<Wish>): void => {
    setTrouble(null);
    setWish((before) => ({ ...before, ...change }));
  };
  const submit = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    try {
      await api.json('POST', '/templates/proposals', { body: { message: item.id, ...wish } });
      actions.say(t('sidebar.propose.done'), 'plain');
      close();
    } catch (error) {
      const found = troubleOf(error);
      setTrouble(found);
      setBusy(false);
      if (found.about !== null) {
        dialog.current?.querySelector<HTMLElement>(`#propose-${found.about}`)?.focus();
      }
    }
  };
  const wrong = (field: keyof Wish) => (trouble?.about === field ? trouble.words : undefined);
  const folders = [...new Set((catalog.list.value ?? []).map(({ group }) => group))];
  return (
    <dialog
      ref={dialog}
      class="panel"
      aria-labelledby="propose"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div class="top">
        <div class="names">
          <h2 id="propose">{t('sidebar.propose')}</h2>
          <p class="sub">{t('sidebar.propose.intro')}</p>
        </div>
        <button type="button" class="tool" aria-label={t('sidebar.not_them.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <form
        class="screen"
        noValidate
        aria-busy={busy}
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Field
          id="propose-name"
          name={t('sidebar.propose.name')}
          hint={t('sidebar.propose.name.hint')}
          error={wrong('name')}
        >
          {(ties) => (
            <input
              {...ties}
              ref={name}
              type="text"
              required
              maxLength={MOST.name}
              autocomplete="off"
              value={wish.name}
              onInput={(event) => put({ name: event.currentTarget.value })}
            />
          )}
        </Field>
        <Words
          id="propose-body"
          name={t('sidebar.propose.body')}
          {...(wish.body.includes('{{') ? { hint: t('sidebar.propose.fields') } : {})}
          rows={4}
          most={MOST.body}
          required
          error={wrong('body')}
          value={wish.body}
          write={(body) => put({ body })}
        />
        <Field
          id="propose-folder"
          name={`${t('sidebar.propose.folder')} (${t('sidebar.propose.optional')})`}
          error={wrong('folder')}
        >
          {(ties) => (
            <input
              {...ties}
              type="text"
              list="propose-folders"
              maxLength={MOST.folder}
              autocomplete="off"
              value={wish.folder}
              onInput={(event) => put({ folder: event.currentTarget.value })}
            />
          )}
        </Field>
        <datalist id="propose-folders">
          {folders.map((folder) => (
            <option key={folder} value={folder} />
          ))}
        </datalist>
        <Words
          id="propose-note"
          name={`${t('sidebar.propose.note')} (${t('sidebar.propose.optional')})`}
          rows={2}
          most={MOST.note}
          error={wrong('note')}
          value={wish.note}
          write={(note) => put({ note })}
        />
        <Ending
          does={t('sidebar.propose.send')}
          busy={busy}
          trouble={trouble?.about === null ? trouble.words : ''}
          leave={close}
        />
        <Mine />
      </form>
    </dialog>
  );
}
