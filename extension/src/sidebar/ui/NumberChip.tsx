/** The number that is texted; a menu where there are several. What can't be texted says why. */
import { t } from '../../words';
import type { PersonPhone } from '../wire';
import { Icon } from './Icon';
import { Overlaid } from './Overlaid';

function words({ display, label, problem }: PersonPhone): string {
  const named = label === '' ? display : t('sidebar.number.labelled', { number: display, label });
  return problem ? t('sidebar.number.problem', { number: named, why: problem }) : named;
}

interface Props {
  phones: PersonPhone[];
  chosen: string | null;
  pick(phone: string): void;
}

export function NumberChip({ phones, chosen, pick }: Props) {
  const current = phones.find((one) => one.e164 !== null && one.e164 === chosen) ?? phones[0];
  if (current === undefined) return null;
  const label = current.label === '' ? null : <span class="label">{current.label}</span>;
  const look = current.problem ? 'chip bad' : 'chip';
  if (phones.length === 1) {
    return (
      <>
        <span class={look} title={words(current)}>
          <span dir="ltr">{current.display}</span> {label}
        </span>
        {current.problem && <span class="why">{current.problem}</span>}
      </>
    );
  }
  return (
    <>
      <Overlaid
        class={look}
        name={t('sidebar.number.name')}
        value={current.e164 ?? current.raw}
        choices={phones.map((phone) => ({
          value: phone.e164 ?? phone.raw,
          words: words(phone),
          disabled: phone.e164 === null,
        }))}
        pick={pick}
      >
        <span dir="ltr">{current.display}</span> {label}
        <Icon name="down" size={12} />
      </Overlaid>
      {current.problem && <span class="why">{current.problem}</span>}
    </>
  );
}
