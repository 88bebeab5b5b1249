/** One line under the composer: what stands in the way of Send, or what would be better. */
import { t } from '../../words';
import { CharacterHint } from './Meter';

interface Props {
  id: string;
  text: string;
  note: boolean;
  /** Something goes with the text: characters no longer decide what it costs. */
  attached: boolean;
  /** One more click is wanted. */
  asked: boolean;
  name: string;
  unfilled: readonly string[];
  /** The limit that the text is over. */
  tooLong: number | null;
  use(text: string): void;
}

export function Advice({ id, text, note, attached, asked, name, unfilled, tooLong, use }: Props) {
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
  const [gap] = unfilled;
  if (gap !== undefined) {
    return (
      <p class="hint warn" id={id}>
        {t('sidebar.hint.unfilled', { field: gap.replaceAll(/[._]/g, ' ') })}
      </p>
    );
  }
  return note || attached ? null : <CharacterHint id={id} text={text} use={use} />;
}
