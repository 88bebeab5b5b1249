/** What the text will cost, exactly as the carrier counts, and how it could cost less. */
import { plural, t } from '../../words';
import { countSegments, toGsm } from '../format/segments';

/** What the server takes (contracts/timeline.py). */
const MOST_WITH_MEDIA = 1600;

/** With a picture or file it is one message, however long the words are. */
function MediaMeter({ text, id }: { text: string; id: string }) {
  const counts = { units: text.length, room: MOST_WITH_MEDIA };
  return (
    <span id={id} class="meter">
      <span class="unseen">{t('sidebar.media.meter', counts)}</span>
      <span aria-hidden="true">
        {counts.units} / {counts.room}
        <br />
        {t('sidebar.media.one_message')}
      </span>
    </span>
  );
}

export function Meter({ text, id, attached }: { text: string; id: string; attached: boolean }) {
  if (attached) return <MediaMeter text={text} id={id} />;
  const { units, segments, perSegment } = countSegments(text);
  const count = Math.max(1, segments);
  const room = count * perSegment;
  const words = plural('sidebar.texts', count);
  return (
    <span id={id} class={segments > 1 ? 'meter more' : 'meter'}>
      <span class="unseen">{t('sidebar.meter', { units, room, texts: words })}</span>
      <span aria-hidden="true">
        {units} / {room}
        <br />
        {words}
      </span>
    </span>
  );
}

/** The same words in fewer texts, if plain characters make the difference; else null. */
export function cheaper(text: string): { text: string; segments: number } | null {
  const plain = toGsm(text);
  if (plain === null) return null;
  const { segments } = countSegments(plain);
  return segments < countSegments(text).segments ? { text: plain, segments } : null;
}

function named(char: string): string {
  if ('’‘“”‚„'.includes(char)) return t('sidebar.hint.curly', { char });
  if ('–—―'.includes(char)) return t('sidebar.hint.long', { char });
  return char;
}

interface Props {
  text: string;
  id: string;
  use(text: string): void;
}

/** Says which character makes it longer. Shown only where it makes a difference. */
export function CharacterHint({ text, id, use }: Props) {
  const { encoding, segments, unicodeChars } = countSegments(text);
  const [char = '', ...others] = unicodeChars;
  if (encoding === 'gsm7' || segments < 2) return null;
  const words = t('sidebar.hint.char', {
    char: named(char),
    texts: plural('sidebar.texts', segments),
  });
  const plain = cheaper(text);
  if (plain === null) {
    const without = countSegments(
      Array.from(text)
        .filter((one) => !unicodeChars.includes(one))
        .join(''),
    );
    if (without.segments >= segments) return null;
    return (
      <p class="hint" id={id}>
        {words}
      </p>
    );
  }
  const one = others.length === 0 ? toGsm(char) : null;
  return (
    <p class="hint" id={id}>
      <span>{words}</span>
      <button type="button" class="fix" onClick={() => use(plain.text)}>
        {one === null || one === '' || one === ' '
          ? t('sidebar.hint.plain', { n: plain.segments })
          : t('sidebar.hint.use', { plain: one, n: plain.segments })}
      </button>
    </p>
  );
}
