/** Somebody whose the number may be: who they are, when they were texted, and why they are offered. */
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../../../words';
import { useDesk } from '../../desk';
import { when } from '../../format/facts';
import type { FoundPerson } from '../../wire';

/** The same for the same person or record, and fit for an element's id. */
export function keyOf({ person, record }: FoundPerson): string {
  const parts = record ? [record.crm, record.account, record.type, record.id] : [person ?? ''];
  return parts.map((part) => encodeURIComponent(part)).join('/');
}

interface Props {
  one: FoundPerson;
  on: boolean;
  pick(): void;
}

export function FoundOption({ one, on, pick }: Props) {
  const { clock, locale } = useDesk();
  const own = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (on) own.current?.scrollIntoView?.({ block: 'nearest' });
  }, [on]);
  const { name, title, company, owner, phone, last_texted_at: at, crm_name: crm, why } = one;
  const texted =
    at === null
      ? t('sidebar.choose.never')
      : t('sidebar.choose.texted', { when: when(at, clock.minute.value, locale) });
  const owned = owner && t('sidebar.link_to.owner', { name: owner });
  const known = one.person !== null || crm === '';
  return (
    // The input holds the focus and all keys; an option is only pointed at (ARIA combobox).
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/useFocusableInteractive: see above
    <div
      ref={own}
      id={`link-to-${keyOf(one)}`}
      role="option"
      aria-selected={on}
      class={on ? 'option on' : 'option'}
      onMouseDown={(event) => event.preventDefault()}
      onClick={pick}
    >
      <span class="head">
        <b dir="auto">{name || phone || crm}</b>
        {crm !== '' && <span class="source">{crm}</span>}
      </span>
      <span dir="auto">{[title, company].filter(Boolean).join(' · ')}</span>
      <span>{[phone, owned].filter(Boolean).join(' · ')}</span>
      <span>{[why, ...(known ? [texted] : [])].join(' · ')}</span>
    </div>
  );
}
