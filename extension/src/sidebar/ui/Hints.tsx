/**
 * Under the words: what is to be said about them. It waits to be looked at: it takes no focus,
 * covers nothing, and Escape in it leads back to the words.
 */
import { useState } from 'preact/hooks';
import { plural, t } from '../../words';
import type { Advice } from '../content/advice';
import type { Span } from '../content/hint';
import { Icon } from './Icon';

/** What is shown at first; the rest is one press away. */
const SHOWN = 3;

interface Props {
  advice: readonly Advice[];
  /** How many texts a long one would become; 0 where it is not to be cut. */
  parts: number;
  /** The id of the first thing that keeps Send from being pressed. */
  id: string;
  mend(code: string): void;
  show(span: Span): void;
  doubt(code: string): void;
  cut(): void;
  leave(): void;
}

const LONG: readonly string[] = ['too_long', 'many_segments'];

function Line({ one, ...props }: Omit<Props, 'advice'> & { one: Advice; dismiss(): void }) {
  const [why, setWhy] = useState(false);
  const { code, level, title, detail, spans, fix } = one;
  const [span] = spans;
  // Several lines have the same buttons: for who hears them, each says what it is about.
  const named = (does: string): string => t('sidebar.hints.named', { does, title });
  return (
    <li class={`is-${level}`}>
      <span class="mark" />
      <p class="told" id={props.id}>
        <b>{title}.</b> {detail}
      </p>
      {level === 'block' ? (
        <span />
      ) : (
        <button
          type="button"
          class="tool away"
          aria-label={named(t('sidebar.hints.dismiss'))}
          title={t('sidebar.hints.dismiss')}
          onClick={props.dismiss}
        >
          <Icon name="close" size={12} />
        </button>
      )}
      <div class="all">
        {fix !== null && (
          <button
            type="button"
            class="does fix"
            aria-label={named(t('sidebar.hints.fix'))}
            onClick={() => props.mend(code)}
          >
            {t('sidebar.hints.fix')}
          </button>
        )}
        {LONG.includes(code) && props.parts > 1 && (
          <button type="button" class="does fix" onClick={props.cut}>
            {t('sidebar.split.offer', { n: props.parts })}
          </button>
        )}
        {span !== undefined && (
          <button
            type="button"
            class="does"
            aria-label={named(t('sidebar.hints.show'))}
            onClick={() => props.show(span)}
          >
            {t('sidebar.hints.show')}
          </button>
        )}
        {one.why !== '' && (
          <button
            type="button"
            class="does"
            aria-label={named(t('sidebar.hints.why'))}
            aria-expanded={why}
            onClick={() => setWhy(!why)}
          >
            {t('sidebar.hints.why')}
          </button>
        )}
        {one.doubtable && (
          <button
            type="button"
            class="does"
            aria-label={named(t('sidebar.hints.doubt'))}
            onClick={() => props.doubt(code)}
          >
            {t('sidebar.hints.doubt')}
          </button>
        )}
      </div>
      {why && <p class="because">{one.why}</p>}
    </li>
  );
}

export function Hints({ advice, id, ...does }: Props) {
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const [all, setAll] = useState(false);
  const standing = advice.filter(
    ({ code, level }) => level === 'block' || !dismissed.includes(code),
  );
  if (standing.length === 0) return null;
  const more = standing.length - SHOWN;
  const first = standing.find(({ level, by }) => level === 'block' && by === 'here');
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    does.leave();
  };
  return (
    <section class="checks" aria-label={t('sidebar.hints')} onKeyDown={onKeyDown}>
      <ul>
        {(all ? standing : standing.slice(0, SHOWN)).map((one, index) => (
          <Line
            key={`${one.code} ${index}`}
            one={one}
            id={one === first ? id : `${id}-${index}`}
            dismiss={() => {
              setDismissed([...dismissed, one.code]);
              does.leave();
            }}
            {...does}
          />
        ))}
      </ul>
      {more > 0 && (
        <button type="button" class="does" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? t('sidebar.hints.fewer') : plural('sidebar.hints.more', more)}
        </button>
      )}
    </section>
  );
}
