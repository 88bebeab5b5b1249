/** A number whose owner nobody here knows: what the linked CRMs have, and what it may be. */
import { useState } from 'preact/hooks';
import type { RecordRef } from '../../../messages';
import { t } from '../../../words';
import { useSaving } from '../../consent/forms';
import { useDesk } from '../../desk';
import { lazily } from '../../lazily';
import { useFound } from '../../record/asking';
import { outward } from '../../record/away';
import { choose, link, markCustomer } from '../../record/linking';
import type { Snapshot } from '../../store';
import type { Target } from '../../target';
import type { FoundRecord } from '../../wire';

const LinkTo = lazily(() => import('./LinkTo').then((made) => made.LinkTo));

interface OneProps {
  one: FoundRecord;
  /** That is open. */
  record: RecordRef;
  target: Target;
}

/** A contact of the CRM that has the number. */
function One({ one, record, target }: OneProps) {
  const { api, actions, store } = useDesk();
  const known = one.people[0];
  const name = one.name || one.crm_name;
  const saving = useSaving(async () => {
    if (!(await actions.sure(target))) return false;
    if (target.person !== null) {
      await link(api, { person: target.person, record: one.record, instead_of: null });
    } else if (known !== undefined) await choose(api, record, known.id);
    return true;
  });
  const take = async (): Promise<void> => {
    if (!(await saving.send(undefined))) return;
    actions.say(t('sidebar.unknown.linked', { name, crm: one.crm_name }));
    actions.retry();
  };
  const url = outward(one.url);
  const facts = [one.title, one.company, known && t('sidebar.unknown.here', { name: known.name })];
  const possible = target.person !== null || known !== undefined;
  return (
    <li>
      <p>
        <b dir="auto">{one.name}</b>{' '}
        <span class="fine">{[one.crm_name, ...facts].filter(Boolean).join(' · ')}</span>
      </p>
      <p class="ways">
        {possible && (
          <button
            type="button"
            class="way"
            disabled={saving.busy || store.locked.value}
            onClick={() => void take()}
          >
            {t(target.person === null ? 'sidebar.unknown.this' : 'sidebar.unknown.link', { name })}
          </button>
        )}
        {url !== undefined && (
          <a class="way" href={url} target="_blank" rel="noopener noreferrer">
            {t('sidebar.crm.open', { crm: one.crm_name })}
          </a>
        )}
      </p>
      {saving.trouble !== '' && (
        <p class="trouble" role="alert">
          {saving.trouble}
        </p>
      )}
    </li>
  );
}

/** It is a wrong number, a machine, a neighbour: not to be listed as unknown. */
function NotCustomer({ phone, was }: { phone: string; was: boolean }) {
  const { api, store } = useDesk();
  const [said, setMarked] = useState<boolean | null>(null);
  const marked = said ?? was;
  const saving = useSaving((customer: boolean) => markCustomer(api, { phone, customer }));
  const toggle = async (): Promise<void> => {
    if (await saving.send(marked)) setMarked(!marked);
  };
  return (
    <p class="ways">
      {(marked || saving.trouble !== '') && (
        <span class="fine" role="status">
          {saving.trouble || t('sidebar.unknown.marked')}
        </span>
      )}
      <button
        type="button"
        class="way"
        disabled={saving.busy || store.locked.value}
        onClick={() => void toggle()}
      >
        {t(marked ? 'sidebar.unknown.unmark' : 'sidebar.unknown.not_customer')}
      </button>
    </p>
  );
}

export function Unknown({ snapshot, target }: { snapshot: Snapshot; target: Target }) {
  const { beside } = snapshot;
  const { phone } = target;
  const { found, again } = useFound(phone);
  const [linking, setLinking] = useState(false);
  const person = beside.people.find(({ id }) => id === target.person);
  const number = [...(person?.phones ?? []), ...beside.page_phones].find(
    ({ e164 }) => e164 === phone,
  );
  if (phone === null) return null;
  const ways = (found?.create ?? []).filter(({ url }) => outward(url) !== undefined);
  return (
    <>
      <section class="unknown" aria-labelledby="unknown" aria-busy={found === null}>
        <h2 id="unknown">{t('sidebar.unknown', { number: number?.display ?? phone })}</h2>
        <p class="fine" role="status">
          {found === null && t('sidebar.unknown.looking')}
          {found?.complete === true && found.items.length === 0 && t('sidebar.unknown.none')}
          {found?.complete === false && t('sidebar.unknown.incomplete')}
        </p>
        {found !== null && found.items.length > 0 && (
          <ul>
            {found.items.map((one) => (
              <One
                key={`${one.record.crm} ${one.record.account} ${one.record.type} ${one.record.id}`}
                {...{ one, target }}
                record={snapshot.ref}
              />
            ))}
          </ul>
        )}
        <p class="ways">
          <button type="button" class="way" onClick={() => setLinking(true)}>
            {t('sidebar.link_to')}
          </button>
          {found?.complete === false && (
            <button type="button" class="way" onClick={again}>
              {t('sidebar.unknown.again')}
            </button>
          )}
          {ways.map(({ url, crm_name: crm }) => (
            <a class="way" key={url} href={url} target="_blank" rel="noopener noreferrer">
              {t('sidebar.unknown.create', { crm })}
            </a>
          ))}
        </p>
        {target.person !== null && (
          <NotCustomer phone={phone} was={found?.not_customer === true} key={phone} />
        )}
      </section>
      {linking && (
        <LinkTo
          {...{ snapshot, target, phone }}
          number={number?.display ?? phone}
          close={() => setLinking(false)}
        />
      )}
    </>
  );
}
