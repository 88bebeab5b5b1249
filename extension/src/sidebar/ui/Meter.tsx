/** What the text will cost, exactly as the carrier counts. */
import { plural, t } from '../../words';
import { countSegments } from '../format/segments';

/** What the server takes (contracts/timeline.py). */
const MOST_WITH_MEDIA = 1600;

/** With a picture or file it is one message, however long the words are. */
function MediaMeter({ text }: { text: string }) {
  const counts = { units: text.length, room: MOST_WITH_MEDIA };
  return (
    <span class="meter">
      <span class="unseen">{t('sidebar.media.meter', counts)}</span>
      <span aria-hidden="true">
        {counts.units} / {counts.room}
        <br />
        {t('sidebar.media.one_message')}
      </span>
    </span>
  );
}

interface Props {
  text: string;
  /** With a picture or file. */
  attached: boolean;
  /** On one line. */
  wide?: boolean;
}

export function Meter({ text, attached, wide = false }: Props) {
  if (attached) return <MediaMeter text={text} />;
  const { encoding, units, segments, perSegment } = countSegments(text);
  const alphabet = t(encoding === 'gsm7' ? 'sidebar.meter.gsm7' : 'sidebar.meter.ucs2', {
    room: perSegment,
  });
  const count = Math.max(1, segments);
  const room = count * perSegment;
  const words = plural('sidebar.texts', count);
  return (
    <span class={segments > 1 ? 'meter more' : 'meter'} title={alphabet}>
      <span class="unseen">{t('sidebar.meter', { units, room, texts: words })}</span>
      <span aria-hidden="true">
        {units} / {room}
        {wide ? ' · ' : <br />}
        {words}
      </span>
    </span>
  );
}
