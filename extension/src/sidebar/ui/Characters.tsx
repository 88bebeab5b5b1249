/** Which characters make it cost more texts, and one press that writes them plainly. */
import { plural, t } from '../../words';
import { dear } from '../format/cheaper';

function named(char: string): string {
  if ('’‘“”‚„'.includes(char)) return t('sidebar.meter.curly', { char });
  if ('–—―'.includes(char)) return t('sidebar.meter.long', { char });
  return /^[\s\p{Cf}]$/u.test(char) ? t('sidebar.meter.invisible') : char;
}

interface Props {
  id: string;
  text: string;
  smart(): void;
}

export function Characters({ id, text, smart }: Props) {
  const costs = dear(text);
  if (costs === null) return null;
  const { plain, swaps, stuck, segments } = costs;
  const all = plain === null ? stuck : swaps.map(({ from }) => from);
  const names = [...new Set(all.map(named))];
  const words = {
    chars: names.join(', '),
    texts: plural('sidebar.texts', segments),
  };
  if (plain === null) {
    return (
      <p class="hint" id={id}>
        {t('sidebar.meter.stuck', words)}
      </p>
    );
  }
  return (
    <p class="hint" id={id}>
      <span>{t('sidebar.meter.forced', words)}</span>
      <span class="swaps">
        {swaps.map(({ from, to }) => (
          <span class="swap" key={from}>
            {to.trim() === ''
              ? t(to === '' ? 'sidebar.meter.out' : 'sidebar.meter.space', { char: named(from) })
              : t('sidebar.meter.swap', { char: named(from), plain: to })}
          </span>
        ))}
      </span>
      <button type="button" class="fix" onClick={smart}>
        {t('sidebar.meter.replace', { texts: plural('sidebar.texts', plain.segments) })}
      </button>
    </p>
  );
}
