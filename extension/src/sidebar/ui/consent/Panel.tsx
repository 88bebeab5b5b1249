/**
 * Everything about consent of one phone, and where its owner is, over the whole sidebar. Bound to one
 * person and number.
 */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { t, type WordKey } from '../../../words';
import { useDesk } from '../../desk';
import type { ConsentScreen } from '../../store';
import type { Target } from '../../target';
import type { Beside } from '../../wire';
import { Icon } from '../Icon';
import { AskForm } from './AskForm';
import { History } from './History';
import { RecordForm } from './RecordForm';
import { StoppedForm } from './StoppedForm';
import { WhereForm } from './WhereForm';
import { WrongForm } from './WrongForm';

const TITLES = {
  history: 'sidebar.consent',
  record: 'sidebar.consent.record',
  stopped: 'sidebar.consent.stopped',
  wrong: 'sidebar.consent.wrong',
  ask: 'sidebar.consent.ask',
  where: 'sidebar.where',
} as const satisfies Record<ConsentScreen, WordKey>;

export interface ScreenProps {
  beside: Beside;
  target: Target;
  phone: string;
  /** Recorded: back to the history, with what is new. */
  done(words: string): void;
  leave(): void;
}

const SCREENS = {
  history: History,
  record: RecordForm,
  stopped: StoppedForm,
  wrong: WrongForm,
  ask: AskForm,
  where: WhereForm,
} as const;

export function Panel({ beside, target }: Pick<ScreenProps, 'beside' | 'target'>) {
  const { store, actions } = useDesk();
  const dialog = useRef<HTMLDialogElement>(null);
  const first = useRef(store.consenting.peek());
  const screen = store.consenting.value;
  const close = (): void => {
    store.consenting.value = null;
  };
  useLayoutEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => {
      // While it is in the document, so that the focus goes back to where it was.
      shown?.close();
      // It may go with its conversation: then it must not come back with another one.
      close();
    };
  }, []);
  // A new screen is read from its beginning.
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => title.current?.focus({ preventScroll: true }), [screen]);

  const toast = store.toast.value;
  const phone = target.phone;
  if (screen === null || phone === null) return null;
  const leave = (): void => {
    if (first.current === 'history' && screen !== 'history') store.consenting.value = 'history';
    else close();
  };
  const done = (words: string): void => {
    actions.say(words);
    actions.retry();
    leave();
  };
  const Screen = SCREENS[screen];
  const number = [...beside.people.flatMap((one) => one.phones), ...beside.page_phones].find(
    (one) => one.e164 === phone,
  );
  return (
    <dialog
      ref={dialog}
      class="panel"
      aria-labelledby="consent-title"
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
    >
      <div class="top">
        {first.current === 'history' && screen !== 'history' && (
          <button type="button" class="tool" aria-label={t('sidebar.consent.back')} onClick={leave}>
            <Icon name="back" />
          </button>
        )}
        <div class="names">
          <h2 id="consent-title" ref={title} tabIndex={-1}>
            {t(TITLES[screen])}
          </h2>
          <p class="sub">
            <bdi>{target.name}</bdi> · <bdi>{number?.display ?? phone}</bdi>
          </p>
        </div>
        <button type="button" class="tool" aria-label={t('sidebar.close')} onClick={close}>
          <Icon name="close" />
        </button>
      </div>
      <Screen {...{ beside, target, phone, done, leave }} />
      {/* What is said in passing stands behind a modal dialog, out of sight. */}
      <div class="toasts" role="status">
        {toast !== null && <p class={`toast ${toast.tone}`}>{toast.words}</p>}
      </div>
    </dialog>
  );
}
