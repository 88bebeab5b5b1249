/** One line under the composer: what stands in the way of Send, or what would cost less. */
import { t } from '../../words';
import { isPlain } from '../content/composing';
import { lazily } from '../lazily';

const Characters = lazily(() => import('./checked').then((made) => made.Characters));

interface Props {
  id: string;
  text: string;
  note: boolean;
  /** Something goes with the text: characters no longer decide what it costs. */
  attached: boolean;
  /** One more click is wanted. */
  asked: boolean;
  name: string;
  /** The limit that the text is over. */
  tooLong: number | null;
  smart(): void;
}

export function Advice({ id, text, note, attached, asked, name, tooLong, smart }: Props) {
  if (asked) {
    return (
      <p class="hint ask" id={id} role="alert">
        {t('sidebar.send.covered', { name })}
      </p>
    );
  }
  if (tooLong !== null) {
    return (
      <p class="hint stop" id={id}>
        {t('sidebar.hint.too_long', { most: tooLong, over: text.length - tooLong })}
      </p>
    );
  }
  return note || attached || isPlain(text) ? null : <Characters {...{ id, text, smart }} />;
}
