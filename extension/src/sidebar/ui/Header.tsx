/** Who it is: name, place of work, owner, number, and what time it is where they are. */
import './Header.css';
import { t } from '../../words';
import { useDesk } from '../desk';
import { theirTime } from '../format/time';
import type { Beside } from '../wire';
import { Icon } from './Icon';
import { NumberChip } from './NumberChip';
import { Owner } from './Owner';

function Dotted({ words }: { words: string[] }) {
  const shown = words.filter((word) => word !== '');
  if (shown.length === 0) return null;
  return (
    <p class="sub" title={shown.join(' · ')}>
      {shown.map((word, i) => (
        <span key={word} class={i > 0 ? 'after-dot' : undefined}>
          {word}
        </span>
      ))}
    </p>
  );
}

function LocalTime({ local }: { local: Beside['local_time'] }) {
  const { clock, locale } = useDesk();
  const time = theirTime(local, clock.minute.value, locale);
  if (time === null || local === null) return null;
  const words =
    local.place === null
      ? t('sidebar.time.theirs', { time })
      : t('sidebar.time.in', { time, place: local.place });
  return (
    <span class="local" title={local.ambiguous ? t('sidebar.time.ambiguous') : words}>
      {local.ambiguous ? t('sidebar.time.about', { time: words }) : words}
    </span>
  );
}

export function Header({ beside }: { beside: Beside }) {
  const { store, actions } = useDesk();
  const person = beside.people.find((one) => one.id === beside.person_id);
  const phones = person?.phones ?? beside.page_phones;
  const number = phones.find((one) => one.e164 === beside.thread.phone);
  const name = person?.name || beside.new_name || number?.display || beside.record.name || '';
  const several = beside.people.length > 1 && person !== undefined;
  /** The record may mean somebody else, says who may say so. */
  const notThem = t('sidebar.not_them', { name: person?.first_name || name });
  const mayErr =
    !several && !!person?.name && beside.record.known && store.session.value?.may_send === true;
  return (
    <header class="who">
      <div class="top">
        <h1 dir="auto" title={name}>
          {name}
        </h1>
        <div class="under">
          {person === undefined ? (
            <p class="sub">{t('sidebar.new.sub')}</p>
          ) : (
            <Dotted words={[person.title, person.company]} />
          )}
          {mayErr && (
            <button
              type="button"
              class="not-them"
              title={notThem}
              onClick={() => {
                store.relinking.value = true;
              }}
            >
              {notThem}
            </button>
          )}
        </div>
        {beside.consent && (
          <button
            type="button"
            class="consent"
            onClick={() => {
              store.consenting.value = 'history';
            }}
          >
            {t('sidebar.consent')}
          </button>
        )}
        {person !== undefined && <Owner owner={person.owner} me={store.session.value?.member.id} />}
      </div>
      {(phones.length > 0 || beside.local_time !== null) && (
        <div class="reach">
          <NumberChip
            phones={phones}
            chosen={beside.thread.phone}
            pick={(phone) => void actions.pickPhone(phone)}
          />
          <LocalTime local={beside.local_time} />
        </div>
      )}
      {several && (
        <button type="button" class="again" onClick={actions.chooseAgain}>
          <Icon name="back" size={14} />
          {t('sidebar.choose.again', { name: person.first_name || person.name })}
        </button>
      )}
    </header>
  );
}
