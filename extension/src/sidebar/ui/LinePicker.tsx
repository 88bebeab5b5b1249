/** The number we text from: always said, and a menu even where there is only one. */
import { t } from '../../words';
import type { Line } from '../wire';
import { Icon } from './Icon';
import { Overlaid } from './Overlaid';

interface Props {
  lines: readonly Line[];
  chosen: string | null;
  disabled: boolean;
  pick(line: string): void;
}

export function LinePicker({ lines, chosen, disabled, pick }: Props) {
  const current = lines.find((one) => one.id === chosen);
  if (current === undefined) return <span class="from">{t('sidebar.line.none')}</span>;
  return (
    <Overlaid
      class="from"
      name={t('sidebar.line.name')}
      value={current.id}
      disabled={disabled}
      choices={lines.map((line) => ({
        value: line.id,
        words:
          line.state === 'live'
            ? t('sidebar.line.choice', { name: line.name, number: line.display })
            : t('sidebar.line.choice_off', {
                name: line.name,
                number: line.display,
                why: line.pause_reason ?? t('sidebar.line.not_live'),
              }),
      }))}
      pick={pick}
    >
      {t('sidebar.line.from')} <b>{current.name}</b> <span dir="ltr">{current.display}</span>
      <Icon name="down" size={12} />
    </Overlaid>
  );
}
